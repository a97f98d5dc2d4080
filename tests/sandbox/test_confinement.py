"""A notebook's process can use what it needs and nothing else, in every confined tier of this machine."""

from dataclasses import replace

import numpy as np
import pytest

from autograder import sandbox
from autograder.sandbox import Cell, Failure, Program, Student, TimedOut
from autograder.sandbox.limits import Limits

LIMITS = Limits(
    call_seconds=2, task_seconds=5, cell_seconds=2, memory_mb=1024, scratch_mb=8, scratch_files=50, threads=8
)
PRELUDE = "import os, socket, subprocess, sys, threading, time\nimport numpy as np\n"


@pytest.fixture(params=sandbox.available_tiers() or [pytest.param(0, marks=pytest.mark.skip("nothing confines here"))])
def run(request):
    """Call the function f of a cell, in each tier. Returns its value, or the message to the student."""
    made = []

    def run(body, limits=LIMITS, before="", packages=("numpy",)):
        source = f"{PRELUDE}{before}\ndef f():\n    " + body.replace("\n", "\n    ")
        program = Program((), (Cell("cell 1", source),), packages=packages)
        student = Student(program, limits, (request.param,))
        made.append(student)
        try:
            return student.f()
        except Failure as failure:
            return str(failure)

    yield run
    for student in made:
        student.close()


REFUSED = {
    "a loop": ("while True: pass", "f was stopped after 2 s: is there a loop that never ends?"),
    "memory": ("return bytearray(2 * 10**9)", "f needed more than 1024 MB of memory: MemoryError"),
    "memory of arrays": ("return np.ones(2 * 10**8)", "f needed more than 1024 MB of memory"),
    "one large file": ("open('a', 'wb').write(bytes(9 * 2**20))", "File too large"),
    "many bytes in files": (
        "for i in range(9): open(str(i), 'wb').write(bytes(2**20))\ntime.sleep(1.8)",
        "stopped, because it wrote more than 8 MB of files",
    ),
    "files without a name": (
        "kept = []\nfor i in range(9):\n    kept.append(open('a', 'wb', 0))\n    kept[-1].write(bytes(2**20))\n"
        "    os.unlink('a')\ntime.sleep(1.8)",
        "stopped, because it wrote more than 8 MB of files",
    ),
    "many files": (
        "for i in range(60): open(str(i), 'w').close()\ntime.sleep(1.8)",
        "stopped, because it made more than 50 files",
    ),
    "nested folders": (
        "for i in range(3000):\n    os.mkdir('d')\n    os.chdir('d')\ntime.sleep(1.8)",
        "stopped, because it made more than 50 files",
    ),
    "threads": (
        "for i in range(12): threading.Thread(target=time.sleep, args=(2,)).start()\ntime.sleep(1.8)",
        "stopped, because it had more than 8 threads",
    ),
    "descriptors": ("return [os.dup(0) for i in range(1000)]", "Too many open files"),
    "processes": ("subprocess.run([sys.executable])", "PermissionError"),
    "sockets": ("socket.socket()", "PermissionError"),
    "signals to others": ("os.kill(os.getppid(), 0)", "PermissionError"),
    "files of others": ("open('/etc/passwd').read()", "Error"),
    "folders of others": ("return os.listdir('/')", "PermissionError"),
    "names in other folders": ("open('/tmp/left', 'w')", "Error"),
    "links": ("os.symlink('/etc/passwd', 'link')", "PermissionError"),
}


@pytest.mark.parametrize(("body", "message"), REFUSED.values(), ids=REFUSED)
def test_what_a_notebook_must_not_do_ends_the_call_with_a_message(run, body, message):
    """A call that exceeds a limit or uses something forbidden ends, and the message says why."""
    assert message in run(body)


ALLOWED = {
    "files": "open('a.txt', 'w').write('1'); os.rename('a.txt', 'b.txt'); return int(open('b.txt').read())",
    "copies": "import shutil; np.save('a.npy', 1); shutil.copy('a.npy', 'b.npy'); return int(np.load('b.npy'))",
    "folders": "import tempfile; return len(os.listdir(tempfile.mkdtemp())) + 1",
    "threads": "from concurrent.futures import ThreadPoolExecutor as T\nreturn sum(T(4).map(abs, [1]))",
    "asyncio": "import asyncio\nasync def one(): return 1\nreturn asyncio.run(one())",
    "time": "time.sleep(0.01); import datetime; return datetime.date(2026, 1, 1).day",
    "late imports": "import sqlite3, ssl, decimal, numpy.ma, numpy.polynomial; return 1",
    "alarms": "import signal; signal.signal(signal.SIGALRM, lambda *_: None); signal.alarm(1); return 1",
    "modes": "open('a', 'w').close(); os.chmod('a', 0o600); os.utime('a'); return 1",
    "reading its limits": "import resource; return min(1, *resource.getrlimit(resource.RLIMIT_AS))",
}


@pytest.mark.parametrize("body", ALLOWED.values(), ids=ALLOWED)
def test_what_notebooks_need_works(run, body):
    """Files, threads, asyncio, late imports and other ordinary things work."""
    assert run(body) == 1


def test_a_notebook_may_draw(run):
    """Matplotlib draws and saves pictures, if the program lists it."""
    drawing = "plt.plot([1, 2]); plt.savefig('a.png'); return os.path.getsize('a.png') > 0"
    limits, before = replace(LIMITS, call_seconds=20), "import matplotlib.pyplot as plt"
    assert run(drawing, limits, before, ("numpy", "matplotlib")) is True


def test_processes_of_one_zygote_have_different_random_numbers(run):
    """Two notebooks get different random numbers from Python and from NumPy."""
    body = "import random; return [random.random(), np.random.rand()]"
    first, second = run(body), run(body)
    assert not set(first) & set(second)


def test_nothing_of_one_process_reaches_the_next(run):
    """Changes of NumPy, modules, files and environment do not reach the next notebook."""
    change = "np.sum = None; sys.modules['left'] = 1; open('left', 'w').close(); os.environ['LEFT'] = '1'; return 0"
    assert run(change) == 0
    look = "return [np.sum([1]), 'left' in sys.modules, os.listdir(), 'LEFT' in os.environ]"
    assert run(look) == [1, False, [], False]


@pytest.mark.skipif(not sandbox.available_tiers(), reason="nothing confines here")
def test_a_notebook_has_a_limit_of_seconds_in_all():
    """When a notebook has used all its seconds, each further call ends at once with a message."""
    limits = replace(LIMITS, call_seconds=1, cell_seconds=1, notebook_seconds=1.5)
    cells = [Cell(f"cell {number}", "while True: pass") for number in range(20)]
    student = Student(Program((), (*cells, Cell("cell 20", "def f(): return 1"))), limits)
    for _ in range(2):
        with pytest.raises(TimedOut, match=r"took more than 1\.5 s in total"):
            student.f()
    student.close()


@pytest.mark.skipif(not sandbox.available_tiers(), reason="nothing confines here")
def test_cells_share_the_notebooks_seconds():
    """Many slow cells end when the notebook has used its seconds, although each of them is fast enough."""
    cells = [Cell(f"cell {number}", "import time; time.sleep(0.3)") for number in range(20)]
    student = Student(Program((), (*cells, Cell("cell 20", "def f(): return 1"))), replace(LIMITS, notebook_seconds=1))
    with pytest.raises(TimedOut, match="took more than 1 s in total"):
        student.f()
    student.close()


@pytest.mark.skipif(not sandbox.available_tiers(), reason="nothing confines here")
def test_calls_back_are_bounded():
    """A call back ends at the deadline, and is refused for too many values and for arrays of objects."""

    def endless(x):
        while True:
            pass

    cell = Cell("cell 1", "import numpy as np\ndef f(g, n, dtype=None): return g(np.ones(n, dtype))")
    student = Student(Program((), (cell,)), LIMITS)
    assert student.f(np.sum, 100) == 100
    with pytest.raises(Failure, match="more than 100000 values"):
        student.f(np.sum, 150_000)
    with pytest.raises(Failure, match="it does not accept these arguments"):
        student.f(np.sum, 2, "O")
    with pytest.raises(TimedOut):
        student.f(endless, 1)
    student.close()
