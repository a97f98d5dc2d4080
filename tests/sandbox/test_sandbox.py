"""Functions run in another process, and an error there costs the student as little as possible."""

import contextlib
import gc
import sys
import time
import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from autograder.sandbox import Absent, Cell, Crashed, Failure, NotWritten, Program, Raised, Student, TimedOut
from autograder.sandbox.budget import MOST_STARTS
from autograder.sandbox.limits import Limits

QUICK = Limits(call_seconds=1, task_seconds=5, cell_seconds=1)


def test_functions_are_called_with_data_and_return_data(student_of):
    """A call passes positional and keyword arguments and returns the result."""
    student = student_of("import numpy as np\ndef f(x, k=1):\n    return k * x[::-1]")
    assert np.array_equal(student.f(np.arange(3), k=2), [4, 2, 0])


@pytest.mark.parametrize("definition", [
    "f = lambda x: x + 1",
    "from functools import partial\nimport operator\nf = partial(operator.add, 1)",
    "class C:\n    def g(self, x): return x + 1\nf = C().g",
    "class F:\n    def __call__(self, x): return x + 1\nf = F()",
])  # fmt: skip
def test_any_callable_is_a_function(student_of, definition):
    """A function can be any kind of callable."""
    assert student_of(definition).f(2) == 3


def test_cells_share_one_namespace_and_given_cells_come_first(student_of):
    """A function can use what other cells define, also later ones and the course's own."""
    student = student_of("def f():\n    return a + b", "b = 2", given=["a = 1"])
    assert student.f() == 3


def test_an_exception_in_a_cell_leaves_the_other_cells(student_of):
    """The problem of a cell that fails names its line, and the cells after it run."""
    student = student_of("x = 1\n1 / 0", "def f(): return x", "def g(:", "import sys; sys.exit(3)")
    assert student.f() == 1
    assert student.problems["cell 1"] == "ZeroDivisionError: division by zero (cell 1, line 2: 1 / 0)"
    assert student.problems["cell 3"].startswith("SyntaxError")
    assert student.problems["cell 4"].startswith("SystemExit")


def test_definitions_below_an_exception_still_run(student_of):
    """If all answers are in one cell, a failing statement between them does not remove any of them."""
    student = student_of("def f(): return 1\nassert f() == 2\nf()[0]\ndef g(): return f() + n\nn = 2\nprint(1 / 0)")
    assert student.g() == 3
    assert student.problems["cell 1"].startswith("AssertionError (cell 1, line 2")


def test_a_definition_that_hangs_costs_no_function(student_of):
    """A function is defined even if a value in the same cell takes forever to compute."""
    student = student_of("from itertools import count\ndef f(): return 1\nx = sum(count())\ndef g(): return 2")
    assert (student.f(), student.g()) == (1, 2)


def test_a_hang_in_a_task_makes_its_later_calls_shorter(student_of):
    """After a timeout, the later calls of the same task get a fifth of the time."""
    student = student_of("def f():\n    while True: pass\ndef g(): return 3")
    with pytest.raises(TimedOut, match="after 1 s"):
        student.f()
    with pytest.raises(TimedOut, match=r"after 0\.2 s"):
        student.f()
    assert student.g() == 3


def test_threads_may_call_back(student_of):
    """Threads that call a given function at the same time get the right results."""
    student = student_of("from concurrent.futures import ThreadPoolExecutor\ndef f(g, xs):\n"
                         "    with ThreadPoolExecutor(4) as pool: return list(pool.map(g, xs))")  # fmt: skip
    assert student.f(halve, list(range(100))) == [x / 2 for x in range(100)]


def test_a_callback_with_too_much_to_send_is_the_students_error(student_of):
    """If a given function returns more than fits into a message, the student's call raises an exception."""
    student = student_of("import numpy as np\ndef f(g): return g(np.zeros(2000))", limits=Limits(output_mb=1))
    with pytest.raises(Raised, match=r"an array of shape \(2000,\): its result is too large"):
        student.f(lambda x: np.outer(x, x))


FORGED = """
import gc, json, struct
def f():
    [server] = [o for o in gc.get_objects() if type(o).__name__ == "Server"]
    server.channel.send({reply})
    return 1
"""


@pytest.mark.parametrize("reply", ["{'id': [1]}", "3", "{'function': 'x', 'args': 1, 'kwargs': {}}", "None"])
def test_a_forged_reply_is_a_crash(student_of, reply):
    """A message that student code sends itself ends the call, and not the grader."""
    with pytest.raises(Crashed):
        student_of(FORGED.replace("{reply}", reply)).f()


NAMED = "class M(type):\n    __name__ = property(lambda self: [1])\nclass E(Exception, metaclass=M): pass\n"


@pytest.mark.parametrize("raised", ["E()", "type('ValueError', (Exception,), {})()", "SyntaxError('', (1, 'a', 2, 3))"])
def test_an_exception_of_any_kind_is_described(student_of, raised):
    """Odd exceptions are reported as the student's, and only a real ValueError counts as one."""
    with pytest.raises(Raised) as caught:
        student_of(f"{NAMED}def f(): raise {raised}").f()
    assert not isinstance(caught.value, ValueError)


def test_a_cell_that_never_ends_is_run_for_its_definitions(student_of):
    """The functions of a cell with an endless loop are defined, and the problem names the cell."""
    student = student_of("n = 3\ndef f(): return n\nwhile True: pass", "def g(): return f() + 1")
    assert student.g() == 4
    assert "never ends" in student.problems["cell 1"]


def test_a_cell_whose_definitions_hang_is_left_out(student_of):
    """If even the definitions of a cell hang, the other cells still run."""
    student = student_of("class C:\n    while True: pass", "def f(): return 1", limits=replace(QUICK, cell_seconds=0.3))
    assert student.f() == 1
    assert "never ends" in student.problems["cell 1"]


def test_many_cells_that_hang_do_not_use_up_the_seconds(student_of):
    """After five cells that hang, only the functions of all cells are run, so that the notebook has seconds left."""
    cells = [f"def f{number}(): return {number}\nwhile True: pass" for number in range(20)]
    student = student_of(*cells, limits=replace(QUICK, cell_seconds=0.3, notebook_seconds=4))
    assert student.f19() == 19
    assert len(student.problems) == 5


def test_a_cell_that_kills_its_process_is_run_for_its_definitions(student_of):
    """The functions of a cell that ends its process are defined, and the problem names the cell."""
    student = student_of("import os\ndef f(): return 1\nos._exit(7)", "def g(): return f() + 1")
    assert student.g() == 2
    assert "exit code 7" in student.problems["cell 1"]


def test_an_exception_names_its_type_and_line(student_of):
    """The message has the exception's type and the line of the student's code."""
    student = student_of("def f(x):\n    y = x\n    return y[5]")
    with pytest.raises(Raised, match=r"IndexError: .* \(cell 1, line 3: return y\[5\]\)"):
        student.f([1])


def test_value_errors_are_value_errors(student_of):
    """A call raises ValueError if the function raises it or a subclass, and for no other exception."""
    student = student_of("class Mine(ValueError): pass\ndef f(): raise Mine('no')\ndef g(): raise TypeError('no')")
    with pytest.raises(ValueError, match="no"):
        student.f()
    with pytest.raises(Raised) as caught:
        student.g()
    assert not isinstance(caught.value, ValueError)


def test_stubs_and_missing_functions_are_not_written(student_of):
    """The message tells a stub from a function that calls a stub, from no function and from other values."""
    student = student_of("def f(): raise NotImplementedError('f')\ndef g(): f()\nh = 3")
    with pytest.raises(NotWritten, match="f is not written yet"):
        student.f()
    with pytest.raises(NotWritten, match="no function nothing"):
        student.nothing()
    with pytest.raises(Raised, match="g calls f, which is not written yet"):
        student.g()
    with pytest.raises(Raised, match="h is not a function, but a value of type int"):
        student.h()


def test_a_call_that_never_ends_is_stopped_and_the_next_one_works(student_of):
    """A call that hangs is stopped, even if it catches all exceptions, and the next call works."""
    student = student_of("n = 2\ndef f():\n    while True:\n        try:\n            while True: pass\n"
                         "        except BaseException: pass\ndef g(): return n")  # fmt: skip
    with pytest.raises(TimedOut, match=r"f was stopped after 1 s"):
        student.f()
    assert student.g() == 2


def test_a_task_has_so_many_seconds_in_all(student_of):
    """Many slow calls end when the task has used its seconds, and the next task has its own."""
    student = student_of("import time\ndef f(): time.sleep(0.4)", limits=Limits(1, 1, 1))
    with pytest.raises(TimedOut, match="took more than 1 s in total"):
        for _ in range(5):
            student.f()
    student.begin_task()
    student.f()


@pytest.mark.parametrize("death", ["os._exit(3)", "os.kill(os.getpid(), 9)", "ctypes.string_at(0)", "os.abort()"])
def test_a_call_that_kills_its_process_fails_alone(student_of, death):
    """After a crash, the cells run again in a new process, and the next call works."""
    student = student_of(f"import os, ctypes\ndef f(): {death}\ndef g(): return 5")
    with pytest.raises(Crashed):
        student.f()
    assert student.g() == 5


def test_given_functions_are_called_back(student_of):
    """A function given as an argument runs in the grader when the student's function calls it."""
    received = []

    def double(x, extra=0):
        received.append(x)
        return 2 * x + extra

    student = student_of("def f(g, h, x): return h['a'](g(x, extra=1))")
    assert np.array_equal(student.f(double, {"a": double}, np.arange(2)), [2, 6])
    assert len(received) == 2


def test_a_given_function_that_fails_says_so_to_the_student(student_of):
    """An exception in a given function is reported as the student's, because the student called it."""
    student = student_of("def f(g): return g('nonsense')")
    with pytest.raises(Raised, match="called with a value of type str: it does not accept these arguments"):
        student.f(halve)


def halve(x):
    return x / 2


def test_callbacks_are_bounded(student_of):
    """A function that calls a given function without end is stopped."""
    student = student_of("def f(g):\n    while True: g(1)", limits=Limits(call_seconds=30, callbacks=50))
    with pytest.raises(Crashed, match="called the functions that it was given more than 50 times"):
        student.f(halve)


def test_changed_arguments_and_shared_results_are_seen(student_of):
    """A test can see changed arguments, and a result that a later call has changed."""
    student = student_of("import numpy as np\nbuffer = np.zeros(2)\ndef f(x):\n    x[0] = 9\n    buffer[:] = x\n"
                         "    return buffer")  # fmt: skip
    [after] = student.f.arguments_after(np.array([1.0, 2.0]))
    assert after.tolist() == [9, 2]
    first, second = student.f.results_of([(np.array([1.0, 2.0]),), (np.array([3.0, 4.0]),)])
    assert first.tolist() == second.tolist() == [9, 4]


def test_results_that_are_no_data_or_too_large_are_named(student_of):
    """A result that is not data is named by its type, and one that is too large is refused."""
    student = student_of("import numpy as np\ndef f(): return (i for i in 'ab')\ndef g(): return np.zeros(10**8)\n"
                         "def h(): return np.zeros(150_000, np.int8)")  # fmt: skip
    assert repr(student.f()) == "an object of type generator"
    with pytest.raises(Raised, match="g returned too much: an array of shape"):
        student.g()
    with pytest.raises(Raised, match="h returned too much: more than 100000 values"):
        student.h()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory")
def test_memory_is_bounded(student_of):
    """A call that needs too much memory raises MemoryError in the student's code."""
    with pytest.raises(Raised, match="MemoryError"):
        student_of("def f(): return len(bytearray(10**10))").f()


IMPORT = Cell("cell 1", "def f(name):\n    __import__(name)\n    return True")
WITH_MATPLOTLIB = Program((), (IMPORT,), packages=("numpy", "matplotlib"))


@pytest.fixture
def importing():
    """Make a student whose function f imports a module; all are closed at the end."""
    made = []

    def make(program):
        made.append(Student(program, Limits(call_seconds=20, task_seconds=60)))
        return made[-1]

    yield make
    for student in made:
        student.close()


def test_the_programs_packages_can_be_imported(importing):
    """Student code can import the listed packages, what they require, the standard library, and an IPython."""
    student = importing(WITH_MATPLOTLIB)
    for name in ("numpy.fft", "matplotlib.pyplot", "mpl_toolkits.mplot3d", "pylab", "PIL.Image", "dateutil.parser",
                 "math", "IPython.display"):  # fmt: skip
        assert student.f(name) is True


def test_other_packages_cannot_be_imported(importing):
    """Student code cannot import what is installed for the grader alone, nor the grader itself."""
    student = importing(WITH_MATPLOTLIB)
    for name in ("nbgrader", "pytest", "autograder", "jupytext"):
        with pytest.raises(Raised, match="ModuleNotFoundError"):
            student.f(name)


def test_each_program_has_its_own_packages(importing):
    """Matplotlib cannot be imported by a program that does not list it, also after one that does has run."""
    assert importing(WITH_MATPLOTLIB).f("matplotlib") is True
    with pytest.raises(Raised, match="ModuleNotFoundError"):
        importing(replace(WITH_MATPLOTLIB, packages=("numpy",))).f("matplotlib")


def test_nothing_of_the_graders_environment_is_there(student_of, monkeypatch):
    """Environment, arguments, working directory and path do not contain anything of the grader's."""
    monkeypatch.setenv("COURSE_SECRET", "1")
    student = student_of(
        "import os, sys\ndef f(): return [dict(os.environ), sys.argv, os.getcwd(), os.listdir(), sys.path]"
    )
    environment, argv, folder, files, path = student.f()
    assert "COURSE_SECRET" not in environment
    assert (argv, files) == (["notebook"], [])
    assert folder != str(Path.cwd())
    assert not any("site-packages" in entry or entry == str(Path.cwd()) for entry in path)


def test_off_limits_functions_cannot_be_called(student_of):
    """A function that an exercise does not allow raises an exception, however it was imported."""
    student = student_of("import numpy as np\nfrom numpy import convolve\ndef f(): return convolve([1], [2])\n"
                         "def g(): return np.convolve([1], [2])", off_limits=("numpy.convolve",))  # fmt: skip
    for function in (student.f, student.g):
        with pytest.raises(Raised, match=r"numpy\.convolve is not available in this exercise \("):
            function()


def test_the_exception_says_why_a_function_is_off_limits():
    """The course's reason stands in the message to the student."""
    cell = Cell("cell 1", "import numpy\ndef f(): return numpy.convolve([1], [2])")
    student = Student(Program((), (cell,), ("numpy.convolve",), "write the loop yourself"), Limits())
    with pytest.raises(Raised, match=r"numpy\.convolve is not available in this exercise: write the loop yourself \("):
        student.f()
    student.close()


def test_printing_and_reading_input_do_no_harm(student_of):
    """Any amount of output is ignored, and reading input ends at once."""
    student = student_of("print('x' * 10**7)\nimport sys\nsys.stderr.write('y' * 10**7)\ndef f(): return 1")
    assert student.f() == 1
    assert student_of("input('name? ')", "def f(): return 2").f() == 2


def test_magics_and_display_do_no_harm(student_of):
    """Magics, `display` and the module IPython exist; `%time` runs its line, and the others do nothing."""
    student = student_of("get_ipython().run_line_magic('matplotlib', 'inline')\ndisplay(3)\nhelp(display)\nexit()\n"
                         "from IPython.display import Image, display\nImage('x.png')\n"
                         "get_ipython().run_cell_magic('bash', '', 'rm -r .')\n"
                         "get_ipython().run_line_magic('timeit', '-n 5 f()')\n"
                         "get_ipython().run_line_magic('time', 'one = 1')\ndef f(): return one")  # fmt: skip
    assert student.f() == 1
    assert not student.problems


def test_nothing_is_left_behind(student_of):
    """A notebook cannot start processes, and closing it removes its folder with everything in it."""
    student = student_of("import os, subprocess, sys\nfolder = os.getcwd()\nos.makedirs('a/b', mode=0o500)\n"
                         "open('a/b/left.txt', 'w').close()\n"
                         "def f(): return folder\ndef g(): subprocess.run([sys.executable])")  # fmt: skip
    folder = student.f()
    with pytest.raises(Raised, match="PermissionError"):
        student.g()
    student.close()
    assert not Path(folder).exists()


def test_text_of_student_code_cannot_control_a_terminal(student_of):
    """Escape sequences in an exception's type, text and line are written as Python writes them."""
    student = student_of(
        "class E(Exception): pass\nE.__name__ = '\\x1b[2J'\ndef f(): raise E('\\x1b]0;title\\x07 \u202e')"
    )
    with pytest.raises(Raised) as caught:
        student.f()
    assert str(caught.value).replace("\n", "").isprintable()
    assert r"\x1b[2J" in str(caught.value)


def test_a_missing_module_is_explained_where_it_is_used(student_of):
    """A call that needs a failed import names the import, and what can be imported."""
    student = student_of("import json\nfrom tqdm import tqdm as bar\nimport also_missing",
                         "def f(): return bar(3)\ndef g(): return also_missing.x\ndef h(): import missing_here",
                         "def other(): return unknown")  # fmt: skip
    for name, module in (("f", "tqdm"), ("h", "missing_here")):
        with pytest.raises(Raised, match=f"No module named '{module}'.*can import the standard library, numpy"):
            student.__getattr__(name)()
    with pytest.raises(Raised, match=r"name 'also_missing' is not defined .*; its import in cell 1 failed"):
        student.g()
    with pytest.raises(Raised) as caught:
        student.other()
    assert "import" not in str(caught.value)


def test_cells_that_end_the_process_are_run_a_bounded_number_of_times(student_of):
    """However many such cells there are, few processes are started, and what came before them still works."""
    bad = [f"def g{number}(a=__import__('os')._exit(0)): pass" for number in range(100)]
    student = student_of("def f(): return 1", *bad, "def h(): return 2")
    assert student.f() == 1
    assert student.starts <= 20
    with pytest.raises(Absent, match="not defined, because its cell failed: was not run"):
        student.h()


def test_calls_that_end_the_process_start_a_bounded_number_for_each_task(student_of):
    """After too many, the task's calls fail at once. The next task has processes of its own."""
    student = student_of("import os\ndef f(): os._exit(0)\ndef g(): return 1")
    for _ in range(MOST_STARTS + 5):
        with pytest.raises(Failure):
            student.f()
    assert student.starts <= MOST_STARTS + 1
    with pytest.raises(TimedOut, match=r"not called any more: .*ended their process 50 times"):
        student.f()
    student.begin_task()
    assert student.g() == 1


DAMAGE = {
    "shut": "s.shutdown(2)",
    "no answers": "s.shutdown(1)",
    "no questions": "s.shutdown(0)",
    "not blocking": "s.setblocking(False)",
    "closed": "os.close(s.fileno())",
    "read by another thread": "threading.Thread(target=lambda: [s.recv(1) for _ in range(9**9)], daemon=True).start()",
    "closed later": "threading.Timer(0.05, lambda: s.shutdown(2)).start()",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damage_by_one_task_costs_the_next_task_nothing(student_of, damage):
    """A call that fails because an earlier task damaged the channel is repeated in a new process."""
    find = "s = next(one for one in gc.get_objects() if isinstance(one, socket.socket))"
    student = student_of(f"import gc, os, socket, threading\ndef f():\n    {find}\n    {damage}\n    return 1\n"
                         "def g(): return 2")  # fmt: skip
    with contextlib.suppress(Failure):
        student.f()
    student.begin_task()
    time.sleep(0.1)
    assert [student.g() for _ in range(3)] == [2, 2, 2]


def test_a_call_that_hangs_because_of_an_earlier_task_is_repeated(student_of):
    """It costs the next task nothing: its calls keep their full time. A call that hangs itself is stopped as before."""
    student = student_of("stuck = False\ndef f():\n    global stuck\n    stuck = True\n"
                         "def g():\n    while stuck: pass\n    return 2\ndef h():\n    while True: pass")  # fmt: skip
    student.f()
    student.begin_task()
    assert [student.g() for _ in range(3)] == [2, 2, 2]
    with pytest.raises(TimedOut, match="stopped after 1 s"):
        student.h()
    assert student.starts == 2


def test_a_call_that_ends_its_process_is_repeated_only_once(student_of):
    """The call itself is at fault if it also ends a new process."""
    student = student_of("import os\ndef f(): os._exit(3)\ndef g(): return 2")
    student.g()
    student.begin_task()
    before = student.starts
    with pytest.raises(Crashed, match="exit code 3"):
        student.f()
    assert student.starts - before <= 1


def test_the_values_of_a_task_are_bounded_together(student_of):
    """The grader keeps the answers of a task, so many large ones are refused. The next task starts again."""
    student = student_of("import numpy as np\ndef f(): return np.ones(90_000)")
    for _ in range(5):
        assert len(student.f()) == 90_000
    with pytest.raises(Raised, match="more than 500000 values in all calls"):
        student.f()
    student.begin_task()
    assert len(student.f()) == 90_000


def test_slow_calls_are_not_repeated_in_later_tasks(student_of):
    """A call may take all its seconds in each task, and the cells are run only once."""
    student = student_of("import time\ndef f():\n    time.sleep(0.5)\n    return 2")
    for _ in range(3):
        student.begin_task()
        assert student.f() == 2
    assert student.starts == 1


def test_a_process_that_is_not_allowed_says_what_is_forbidden(student_of):
    """A system call that the sandbox refuses is explained."""
    student = student_of(
        "from multiprocessing import Pool\ndef f():\n    with Pool(2) as pool: return pool.map(abs, [1])"
    )
    with pytest.raises(Raised, match="student code cannot start processes"):
        student.f()


def test_damage_costs_the_next_task_no_time(student_of):
    """A process that an earlier task keeps busy is replaced, and the task has all its seconds."""
    busy = (
        "import threading, time, sys\ndef f():\n    sys.setswitchinterval(1e9)\n"
        "    threading.Thread(target=lambda: [None for _ in iter(int, 1)], daemon=True).start()\n    return 1\n"
    )
    limits = Limits(call_seconds=1, task_seconds=0.3, cell_seconds=1)
    student = student_of(busy + "def g(): return 2", limits=limits)
    with contextlib.suppress(Failure):
        student.f()
    student.begin_task()
    assert student.g() == 2


def test_an_answer_of_the_wrong_form_is_not_asked_for_again(student_of):
    """A function that forges its reply in a process of an earlier task fails at once."""
    own = (
        "    frame = sys._getframe()\n    while 'reply' not in frame.f_locals: frame = frame.f_back\n    server.channel"
    )
    forged = FORGED.replace("    server.channel", own).replace("{reply}", "frame.f_locals['reply'] | {'values': []}")
    student = student_of("import sys\ndef g(): return 1", forged)
    assert student.g() == 1
    student.begin_task()
    with pytest.raises(Crashed, match="not an answer"):
        student.f()
    assert student.starts == 1


def test_failures_do_not_keep_replies_in_memory(student_of):
    """A failure that is kept until the feedback is written does not keep the large value that it is about."""
    student = student_of("def f(): return 'x' * 1_500_000")
    tracemalloc.start()
    try:
        for _ in range(20):
            with pytest.raises(Raised, match="too much"):
                student.f()
        gc.collect()
        assert tracemalloc.get_traced_memory()[0] < 10_000_000
    finally:
        tracemalloc.stop()
    assert len(student.observed) == 20
