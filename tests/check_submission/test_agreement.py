"""check_submission.py predicts the grade: of each odd file, and of code that the sandbox refuses.

The odd files are those of `tests/submissions/odd_files.py`: a file that is added there is compared here, too.
"""

import functools

import nbformat
import pytest

from autograder.errors import Unreadable
from autograder.grading.grade import grade
from autograder.submissions.files import find_notebook, read_regular_file
from autograder.submissions.submission import Submission
from tests.check_submission.received import by_mark, one_line, part, verdicts
from tests.submissions.odd_files import ODD_FILES


@pytest.fixture(scope="module")
def graded(course):
    """Grade an exercise's folder as the grader does; the same cells once."""

    @functools.cache
    def of_cells(cells, data):
        return grade(Submission("ana", "sums", data.bytes), course)

    def of_folder(folder):
        try:
            found = find_notebook(folder, "sums", course.names)
            submission = Submission("ana", "sums", read_regular_file(found.path), found.remark, found.others)
            cells, remarks = submission.cells(course.names)
        except Unreadable as error:
            return str(error), [], {}
        result = of_cells(cells, Unkeyed(submission.data))
        assert result.status == "graded"
        return None, remarks, {task.task: task.score == task.max_score for task in result.tasks}

    return of_folder


class Unkeyed:
    """Bytes that do not count when calls are compared."""

    def __init__(self, data):
        self.bytes = data

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


@pytest.fixture(scope="module")
def states():
    """The state of each notebook that has been run, by its code: odd files often have the same cells."""
    return {}


@pytest.fixture
def run_once(folder, states, monkeypatch):
    """A notebook without problems is run once, in all tests of this module."""
    run = part("run_cells").run_cells

    def run_or_remember(exercise, cells, findings):
        key = (str(exercise), *(cell.source for cell in cells if cell.cell_type == "code"))
        if key not in states:
            new = part("report").Findings()
            states[key] = run(exercise, cells, new), tuple(new.open), tuple(new.notes)
        state, problems, notes = states[key]
        findings.open += problems
        findings.notes += notes
        return state

    monkeypatch.setattr(part("check_notebook"), "run_cells", run_or_remember)


@pytest.mark.parametrize("kind", ODD_FILES)
def test_the_check_of_an_odd_file_predicts_its_grade(folder, run_once, graded, capsys, kind):
    """What is unreadable cannot be graded, for the same reason; a task has full points where its checks pass."""
    odd, solved = ODD_FILES[kind], folder.quick(folder.solved())
    folder.path.unlink()
    path = folder.path.with_name(odd.name)
    path.write_bytes(odd.make((nbformat.v4.writes_json(solved) + "\n").encode()))
    reason, remarks, full = graded(path.parent)
    code = folder.check("sums", "--no-repair")
    out = one_line(capsys.readouterr().out)
    if reason is not None:
        assert f"It cannot be graded: {reason}." in out
        assert code == 1
        return
    for remark in remarks:
        assert remark in out
    assert verdicts(out) == {task: "✓" if is_full else "✗" for task, is_full in full.items()}
    if all(full.values()):
        assert code == 0 or "needs repair" in out or " raises " in out  # a cell that costs nothing can fail
    else:
        assert code == 1
    folder.check("sums")
    repaired = graded(path.parent)[2]
    assert verdicts(one_line(capsys.readouterr().out)) == {task: "✓" if repaired[task] else "✗" for task in full}
    assert all(repaired[task] for task in full if full[task])


@pytest.mark.parametrize("name", ["sums-Copy1.ipynb", "Untitled.ipynb", "sums.zip", "work/final.ipynb", "sums.md"])
@pytest.mark.parametrize("of_sums", ["release", "empty"])
def test_work_beside_a_notebook_without_work_is_named_as_by_the_grader(folder, course, capsys, name, of_sums):
    """Both read the notebook with the expected name, and say the same about the other file."""
    other = folder.path.parent / name
    other.parent.mkdir(exist_ok=True)
    folder.save(folder.solved(), other)
    if of_sums == "empty":
        folder.path.write_bytes(b"")
    found = find_notebook(folder.path.parent, "sums", course.names)
    submission = Submission("ana", "sums", read_regular_file(found.path), found.remark, found.others)
    message = grade(submission, course).message
    assert name in message
    assert folder.check("sums") == 1
    assert message.removeprefix("Nothing is written in sums.ipynb. ") in one_line(capsys.readouterr().out)


WINDOWS = """    if not 1 <= size <= len(x):
        raise ValueError
    return np.array([{} for i in range(len(x) - size + 1)])"""
SUMS = f"def window_sums(x, size):\n{WINDOWS.format('x[i : i + size].sum()')}"


def solution(before, value, head="def window_sums(x, size):"):
    """A right answer whose values are computed in this way."""
    return f"{before}\n{head}\n{WINDOWS.format(value)}"


REFUSED = {
    "a pool": (
        solution(
            "from multiprocessing import Pool\ndef add(values):\n    return values.sum()\n",
            "Pool(1).apply(add, [x[i : i + size]])",
        ),
        "PermissionError: student code cannot start processes when it is graded",
    ),
    "a pool of threads": (
        solution("from multiprocessing.pool import ThreadPool", "ThreadPool(1).map(sum, [x[i : i + size]])[0]"),
        "student code cannot start processes",
    ),
    "an executor": (
        solution(
            "from concurrent.futures import ProcessPoolExecutor",
            "next(ProcessPoolExecutor(1).map(sum, [x[i : i + size]]))",
        ),
        "student code cannot start processes",
    ),
    "a subprocess": (
        solution("import subprocess, sys", "x[i : i + size].sum() + subprocess.call([sys.executable, '-c', ''])"),
        "student code cannot start processes",
    ),
    "os.system": (solution("import os", "x[i : i + size].sum() + os.system('exit 0')"), "cannot start processes"),
    "fork": (
        solution("import os\ndef zero():\n    pid = os.fork()\n    if pid == 0:\n        os._exit(0)\n"
                 "    return os.waitpid(pid, 0)[1]\n", "x[i : i + size].sum() + zero()"),
        "student code cannot start processes",
    ),
    "the network": (
        solution(
            "import socket\ndef zero():\n    return socket.create_connection(('10.0.0.1', 9), 1) and 0\n",
            "x[i : i + size].sum() + zero()",
        ),
        "student code cannot use the network when it is graded",
    ),
    "a file beside the notebook": (
        solution("from pathlib import Path", "x[i : i + size].sum() + 0 * len(Path(FILE).read_bytes())"),
        "sums.ipynb cannot be opened: only files that your code has written are there when it is graded",
    ),
    "a module that is not available": (
        solution("import ipykernel", "x[i : i + size].sum() * bool(ipykernel)"),
        "NameError: name 'ipykernel' is not defined",
    ),
    "a function that is off limits": (
        solution("", "np.convolve(x, np.ones(size, int), 'valid')[i]"),
        "RuntimeError: numpy.convolve is not available in this exercise: this exercise asks you to add up the values",
    ),
    "memory": (
        solution("", "x[i : i + size].sum() + 0 * np.empty(2**33, np.int8).size"),
        "Unable to allocate 8.00 GiB",
    ),
    "threads": (
        solution("import threading, time\ndef zero():\n    for _ in range(80):\n"
                 "        threading.Thread(target=time.sleep, args=[0.3]).start()\n    return 0\n",
                 "x[i : i + size].sum() + zero()"),
        "can't start new thread: student code can have 64 threads",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_the_sandbox_refuses_fails_at_home_with_the_reason(folder, graded, capsys, kind):
    """Its visible checks fail as the hidden tests do, and the message says why."""
    source, said = REFUSED[kind]
    notebook = folder.quick(folder.solved())
    by_mark(notebook)["window_sums_answer"].source = source.replace("FILE", repr(str(folder.path)))
    folder.save(notebook)
    _, _, full = graded(folder.path.parent)
    assert not full["window_sums"]
    assert folder.check("sums") == 1
    out = one_line(capsys.readouterr().out)
    assert verdicts(out)["window_sums"] == "✗"
    assert said in out


def test_a_call_that_takes_too_long_when_graded_is_named(folder, capsys):
    """The limit is that of the course, for one call."""
    course_json = folder.root / "originals" / "course.json"
    course_json.write_text(course_json.read_text().replace('"call_seconds": 2', '"call_seconds": 0.2'))
    notebook = folder.quick(folder.solved())
    source = solution("import time", "x[i : i + size].sum() + (time.sleep(0.1) or 0)")
    by_mark(notebook)["window_sums_answer"].source = source
    folder.save(notebook)
    assert folder.check("sums") == 1
    out = one_line(capsys.readouterr().out)
    assert "✗ window_sums (4 points): 3 of 3 visible checks pass, but window_sums(numbers, 2) took" in out
    assert "a call may take 0.2 s when it is graded" in out


ALLOWED = {
    "threads": "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(4) as pool:\n"
    "    assert list(pool.map(abs, [-1])) == [1]",
    "own files": "from pathlib import Path\nPath('a.txt').write_text('a')\nassert Path('a.txt').read_text() == 'a'",
    "temporary files": "import tempfile\nwith tempfile.TemporaryFile() as file:\n    file.write(b'a')",
    "pictures": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.savefig('a.png')\nplt.close()",
    "sockets of one process": "import socket\none, other = socket.socketpair()\none.close(), other.close()",
    "definitions after an error": f"1 / 0\n{SUMS}\nprint(1)",
    "definitions after an import that fails": f"import ipykernel\n{SUMS}",
    "imports": "import json, unittest, xml.dom, sqlite3, asyncio, mpl_toolkits",
}


@pytest.mark.parametrize("kind", ALLOWED)
def test_what_the_sandbox_allows_works_at_home(folder, graded, capsys, kind):
    """Nothing is refused that the grader allows; definitions below a line that fails count, as in the grader."""
    notebook = folder.quick(folder.solved())
    source = ALLOWED[kind]
    if "def window_sums" in source:
        by_mark(notebook)["window_sums_answer"].source = source
    else:
        notebook.cells.insert(2, nbformat.v4.new_code_cell(source))
    folder.save(notebook)
    _, _, full = graded(folder.path.parent)
    assert all(full.values())
    code = folder.check("sums")
    out = one_line(capsys.readouterr().out)
    assert set(verdicts(out).values()) == {"✓"}, out
    assert code == (1 if "def window_sums" in source else 0), out  # the error itself is listed


def test_a_pool_that_the_visible_checks_do_not_reach_is_noted(folder, no_run, capsys):
    """It is found in the code."""
    notebook = folder.solved()
    notebook.cells.append(nbformat.v4.new_code_cell("import concurrent.futures as cf\nimport urllib.request\n"
                                                    "def fast():\n    return cf.ProcessPoolExecutor()"))  # fmt: skip
    folder.save(notebook)
    assert folder.check("sums") == 0
    out = one_line(capsys.readouterr().out)
    assert "uses concurrent.futures.ProcessPoolExecutor. Code cannot start processes when it is graded." in out
    assert "uses urllib.request. Code cannot use the network when it is graded." in out


def test_other_versions_of_packages_are_named_once_with_the_command(folder, no_run, capsys):
    """The student reads which version is there, which one grading uses, and what to type."""
    course_json = folder.root / "originals" / "course.json"
    assert '"numpy==' in course_json.read_text()
    folder.check()
    assert "results can differ" not in capsys.readouterr().out
    course_json.write_text(course_json.read_text().replace('"numpy==', '"numpy<1,=='))
    folder.check()
    out = one_line(capsys.readouterr().out)
    assert out.count("but notebooks are graded with numpy") == 1
    assert "-m pip install -r requirements.txt" in out
