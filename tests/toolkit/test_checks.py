"""Test the visible checks of a notebook."""

import numpy as np
import pytest

from autograder.toolkit.checks import before_handing_in, check, hint


def outcome(capsys, cases, task="task"):
    check(task, cases)
    return capsys.readouterr()


def test_checks_that_pass_mention_the_hidden_tests(capsys):
    """When all visible checks pass, the student reads that the hidden tests check more."""
    printed = outcome(capsys, {"1 + 1": 2, "int('x')": ValueError})
    assert printed.err == ""
    assert printed.out == ("task: 2 of 2 visible checks pass. The hidden tests check more.\n  ✓ 1 + 1\n  ✓ int('x')\n")


def test_a_check_that_fails_prints_to_stderr_and_raises_nothing(capsys):
    """nbgrader's Validate button reads stderr, and the cells below still run."""
    printed = outcome(capsys, {"1 + 1": 3, "2": 2})
    assert printed.out == ""
    assert "1 of 2" in printed.err
    assert "✗ 1 + 1" in printed.err
    assert "expected 3" in printed.err
    assert "received 2" in printed.err


def test_only_the_first_failure_is_explained(capsys):
    """The other failures are listed without details."""
    printed = outcome(capsys, {"1": 1, "2": 20, "3": 30}).err
    assert "expected 20" in printed
    assert "✗ 3" in printed
    assert "30" not in printed


def stub():
    raise NotImplementedError("stub")


def crash():
    values = [1, 2]
    return values[7]


def stopped():
    raise KeyboardInterrupt


def bare():
    raise NotImplementedError


def unbound():
    total += 1  # noqa: F821  the start value is missing
    return total


class Unprintable(Exception):
    def __str__(self):
        raise TypeError

    __repr__ = __str__


def odd_error():
    raise Unprintable


@pytest.mark.parametrize(
    ("call", "expected", "message"),
    [
        ("stub()", 1, "stub is not written yet"),
        ("nothing()", 1, "name 'nothing' is not defined. Run the cell that defines it. Does it raise an error?"),
        ("unbound()", 1, "in the line: total += 1"),
        ("odd_error()", 1, "the call raised Unprintable"),
        ("Unprintable()", 1, "received an object of type Unprintable"),
        ("10**5000", 1, "0 of 1 visible checks pass"),
        ("1 / 0", 1, "ZeroDivisionError"),
        ("crash()", 1, "in the line: return values[7]"),
        ("exit()", 1, "exit() would end the notebook's kernel"),
        ("stopped()", 1, "Is there a loop that never ends?"),
        ("1 / 0", ValueError, "expected ValueError, the call raised ZeroDivisionError"),
        ("3", ValueError, "expected ValueError, received 3\n"),
        ("ValueError", ValueError, "Use raise instead of return"),
        ("ValueError('x')", ValueError, "Use raise instead of return"),
        ("stub()", ValueError, "not written yet"),
    ],
)
def test_a_check_says_what_is_wrong(capsys, call, expected, message):
    """Stubs, missing functions, endless loops, results and exceptions have different messages."""
    assert message in outcome(capsys, {call: expected}).err


def test_a_stub_gets_a_short_message(capsys):
    """For an unwritten stub, the student reads how to get a hint instead of a list of failures."""
    printed = outcome(capsys, {"stub()": 1, "stub() + 1": 2}, "stub")
    assert printed.err == ""
    assert printed.out == ("stub is not written yet: 0 of 2 visible checks pass.\nStuck? Call hint(stub).\n")


def test_an_error_without_a_name_is_a_stub(capsys):
    """A plain `raise NotImplementedError` means the same."""
    assert "task is not written yet: 0 of 1" in outcome(capsys, {"bare()": 1}).out


def test_only_the_validate_button_finds_stubs_on_stderr(capsys, monkeypatch):
    """There, nbgrader would call an untouched notebook correct. For students, a stub looks calm, not red."""
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    assert "stub is not written yet" in outcome(capsys, {"stub()": 1}, "stub").err


def test_all_checks_can_run_at_once(capsys):
    """`check()` prints a line for each function, and explains the first failure of one that is written."""
    check("stub", {"stub()": 1})
    check("right", {"1": 1})
    check("wrong", {"1": 1, "2": 3})
    capsys.readouterr()
    check()
    printed = capsys.readouterr()
    assert "✗ stub: 0 of 1 visible checks pass. It is not written yet." in printed.out
    assert "✓ right: 1 of 1 visible checks pass." in printed.out
    assert "✗ wrong: 1 of 2 visible checks pass." in printed.out
    assert "expected 3" in printed.err
    hint()
    assert "There are no hints for wrong" in capsys.readouterr().out


def test_all_checks_name_the_cells_that_have_not_run(capsys):
    """A function without checks so far is listed, too."""
    check()
    assert capsys.readouterr().out == "  - stub: its check cell has not run.\n"


def test_a_check_can_be_repeated_with_the_function_alone(capsys):
    """`check(f)` runs the checks of `f` again anywhere in the notebook, for any kind of callable."""
    global answer
    answer = lambda: 1  # noqa: E731  a lambda's __name__ is not the name of the task
    check("answer", {"answer()": 1})
    check(answer)
    assert capsys.readouterr().out.count("answer: 1 of 1 visible checks pass") == 2


def test_a_function_without_checks_gets_the_names_of_the_others(capsys):
    """A mistyped name gets the names that have checks, or the advice to run the cells first."""
    check("sutb")
    assert capsys.readouterr().out == "There are no visible checks for sutb. Run the cells above.\n"
    outcome(capsys, {"1": 1})
    check(stub)
    assert capsys.readouterr().out == "There are no visible checks for stub. There are some for: task.\n"


def test_a_function_cannot_run_its_own_checks(capsys):
    """A function that calls `check` would call itself again and again: the message says where the line belongs."""
    names = {"check": check}
    exec("def f(x):\n    check('f')\n    return x\ncheck('f', {'f(1)': 1, 'f(2)': 2})", names)
    assert "Write this line below the function" in capsys.readouterr().err
    exec("def f(x):\n    return x\ncheck('f')", names)
    assert "2 of 2 visible checks pass" in capsys.readouterr().out


def test_an_endless_loop_is_interrupted_once(capsys):
    """After an interrupted call, the remaining calls are not tried."""
    tried = []

    global hang

    def hang():
        tried.append(1)
        raise KeyboardInterrupt

    printed = outcome(capsys, {"hang()": 1, "hang() + 1": 2, "3": 3})
    assert tried == [1]
    assert "0 of 3" in printed.err


def test_a_function_that_changes_its_argument_affects_no_other_check(capsys):
    """The check names the changed argument, and the next check gets the original values."""
    global data, spoil
    data = np.array([1, 2, 3])

    def spoil(x):
        x *= 0
        return 6

    failed = outcome(capsys, {"spoil(data)": 6}).err
    assert "the call changes data: a function must not change its arguments" in failed
    assert outcome(capsys, {"np.sum(data)": 6}).err == ""


def test_masked_values_are_compared(capsys):
    """A mask does not hide a wrong value."""
    assert "0 of 1" in outcome(capsys, {"np.ma.masked_array([1, 9], [False, True])": [1, 2]}).err


def test_a_warning_is_not_a_failure(capsys):
    """NumPy's warnings do not appear on stderr, where they would look like a failed check."""
    printed = outcome(capsys, {"np.float64(1) / np.float64(0)": np.inf})
    assert printed.err == ""


def test_two_dimensional_values_are_shown_side_by_side(capsys, shown):
    """Cells that differ are marked by more than a colour."""
    check("task", {"[[1, 2], [3, 5]]": [[1, 2], [3, 4]]})
    [page] = shown
    assert page.count("<table") == 2
    assert page.count("✗ 5") == 1
    assert page.count("✗") == 1


@pytest.mark.parametrize("received", ["[1, 2]", "None", "'text'", "[[1, 2, 3]]", "np.ones((40, 40))", "[[1], [2, 3]]"])
def test_no_result_breaks_a_check(capsys, shown, received):
    """A check reports any wrong result, also if it cannot be shown as a table."""
    check("task", {received: [[1, 2], [3, 4]]})
    assert "0 of 1 visible checks pass" in capsys.readouterr().err


@pytest.mark.parametrize(("received", "expected", "captions", "wrong"), [
    ("[1, 2, 4]", [1, 2, 3], ["expected, shape (3,)", "received, shape (3,)"], ["✗ 4"]),
    ("[1, 2]", [1, 2, 3], ["expected, shape (3,)", "received, shape (2,)"], []),
    ("[[[0, 0]], [[1, 2]], [[5, 4]]]", [[[0, 0]], [[1, 3]], [[3, 4]]],
     ["expected[1], shape (1, 2)", "received[1]", "expected[2]", "received[2]"], ["✗ 2", "✗ 5"]),
    ("np.ones((2, 2, 3, 3))", np.eye(3) * np.ones((2, 2, 1, 1)), ["expected[0, 0]", "received[0, 1]"], ["✗ 1"]),
])  # fmt: skip
def test_other_arrays_are_shown_by_slices(capsys, shown, received, expected, captions, wrong):
    """A 1-D array is one row; of one with three or four axes, the first slices that differ are shown."""
    check("task", {received: expected})
    [page] = shown
    assert all(caption in page for caption in captions), page
    assert all(text in page for text in wrong)
    assert page.count("<table") == len(page.split("expected")[1:]) * 2


def test_in_the_browser_the_last_cell_says_what_to_do(capsys, shown, monkeypatch):
    """There are no processes there, so it explains how the notebook gets onto the computer."""
    monkeypatch.setattr("sys.platform", "emscripten")
    check("stub", {"1": 1})
    before_handing_in("notebook.ipynb")
    out = capsys.readouterr().out
    assert "✓ stub: 1 of 1 visible checks pass" in out
    assert "File, Download" in out
    assert "If its name is not notebook.ipynb, rename it." in out


def test_the_last_cell_lists_the_tasks(capsys, shown, tmp_path, monkeypatch):
    """Before handing in, the student reads which checks pass, which fail and which have not run."""
    monkeypatch.chdir(tmp_path)
    before_handing_in("notebook.ipynb")
    assert "✗ stub: its checks have not run" in capsys.readouterr().out
    check("stub", {"1": 1, "2": 3})
    before_handing_in("notebook.ipynb")
    assert "✗ stub: 1 of 2 visible checks pass" in capsys.readouterr().out
    check("stub", {"1": 1})
    before_handing_in("notebook.ipynb")
    assert "✓ stub: 1 of 1 visible checks pass" in capsys.readouterr().out


def test_the_last_cell_runs_the_script_beside_the_notebook(capsys, shown, tmp_path, monkeypatch):
    """The script checks the saved file and must not repair it, because there may be unsaved work."""
    (tmp_path / "check_submission.py").write_text("import sys; print('arguments', sys.argv[1:])")
    monkeypatch.chdir(tmp_path)
    before_handing_in("notebook.ipynb")
    assert "arguments ['--no-repair', 'notebook.ipynb']" in capsys.readouterr().out


def test_the_last_cell_does_nothing_outside_a_notebook(capsys):
    """While grading, the last cell prints nothing and runs nothing."""
    before_handing_in("notebook.ipynb")
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("call", "expected"), [
    ("[np.arange(2), np.arange(3)]", [[0, 1], [0, 1, 2]]), ("(np.float64(1), np.array(1))", (1, 1)), ("None", None),
    ("{'a': np.arange(2)}", {"a": np.arange(2)}), ("{'b', 'a'}", {"a", "b"}), ("b'a'", b"a"), ("10**400", 10**400),
    ("np.empty((2**16, 0))", np.empty((2**16, 0))), ("[np.nan]", [np.nan]),
])  # fmt: skip
def test_structures_of_any_type_pass(capsys, call, expected):
    """A visible check can expect what a hidden test can."""
    assert outcome(capsys, {call: expected}).err == ""


def test_a_change_of_a_structure_is_noticed(capsys):
    """A list of arrays and a set that the call changes are named, however small the change is."""
    global parts, names
    parts, names = [np.arange(2.0), np.arange(3.0)], {1}
    assert outcome(capsys, {"len(parts)": 2, "len(names)": 1}).err == ""
    assert "changes parts" in outcome(capsys, {"parts[0].__setitem__(0, 1e-9)": None}).err
    assert "changes names" in outcome(capsys, {"names.add(2)": None}).err


def test_several_functions_can_be_checked_at_once(capsys):
    """`check(f, g)` runs the checks of both."""
    for name in ("stub", "crash"):
        outcome(capsys, {f"{name}()": 1}, name)
    check(stub, crash)
    printed = capsys.readouterr()
    assert "stub is not written yet" in printed.out
    assert "crash: 0 of 1 visible checks pass" in printed.err


@pytest.mark.parametrize(("line", "differs"), [
    ("stub (3 points): 1 of 3 visible checks pass", True), ("stub (3 points): not written yet", True),
    ("stub (3 points): 1 of 1\\n    visible checks pass", False), ("other (3 points): 1 of 3 visible checks", False),
])  # fmt: skip
def test_the_last_cell_says_that_the_notebook_is_not_saved(capsys, shown, tmp_path, monkeypatch, line, differs):
    """If the saved file has another result than the notebook that runs."""
    (tmp_path / "check_submission.py").write_text(f"print('    {line}')")
    monkeypatch.chdir(tmp_path)
    check("stub", {"1": 1})
    before_handing_in("notebook.ipynb")
    out = capsys.readouterr().out
    assert "Now the saved file runs in a new process. This takes about 10 seconds …\n" in out
    assert ("The saved file differs from what runs here. Save it (Ctrl-S)" in out) == differs
