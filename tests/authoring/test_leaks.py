"""Leaks: secrets in the handout are found by their content."""

import nbformat
import pytest

from autograder.authoring import leaks

SOLUTION = "windows = np.lib.stride_tricks.sliding_window_view(x, size)"
HIDDEN = "assertions.value(student.answer, (42, 21))"
MISTAKE = "windows = [x[i : i + size] for i in range(self.count(len(x), size))]"


def test_a_good_course_leaks_nothing(course):
    """Neither the handout, nor the hints, nor the constants."""
    assert leaks.no_leaks(course) == []
    assert leaks.no_hint_is_code(course) == []
    assert leaks.no_constant_is_given_away(course) == []


@pytest.mark.parametrize("cell", [nbformat.v4.new_raw_cell, nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell])
def test_a_line_of_the_solution_is_a_leak(changed, cell):
    """A solution's line anywhere in a release is found by its content, without any marker."""
    changed.add_cell("shifts", cell(f"    {SOLUTION}"))
    [problem] = leaks.no_leaks(changed.course())
    assert "shifts.ipynb has a line of the solution of sums" in problem
    assert problem.endswith(SOLUTION)


def test_a_solution_within_a_sentence_is_a_leak(changed):
    """Prose is searched, too."""
    changed.add_cell("sums", nbformat.v4.new_markdown_cell(f"The first line is `{SOLUTION}`, of course."))
    [problem] = leaks.no_leaks(changed.course())
    assert "solution of sums" in problem


@pytest.mark.parametrize(
    ("line", "file"), [(HIDDEN, r"exercises/shifts/test_shifts.py"), (MISTAKE, "exercises/sums/mistakes.py")]
)
def test_a_line_of_a_hidden_file_is_a_leak(changed, line, file):
    """Hidden tests and known mistakes are searched for; the message names the file."""
    changed.add_cell("sums", nbformat.v4.new_code_cell(line))
    [problem] = leaks.no_leaks(changed.course())
    assert f"{file}: {line}" in problem


def test_metadata_and_other_files_are_searched(changed):
    """A line is found in a cell's metadata, and in files that are not notebooks."""
    changed.add_cell("sums", nbformat.v4.new_code_cell("x = 1", metadata={"note": SOLUTION}))
    (changed.root / "assignments" / "notes").write_text(SOLUTION)
    problems = leaks.no_leaks(changed.course())
    assert any("sums.ipynb" in problem for problem in problems)
    assert any("assignments/notes" in problem for problem in problems)


@pytest.mark.parametrize("text", ["### begin Hidden tests", "# END SOLUTION", "see solutions/sums/sums.py"])
def test_a_line_for_instructors_is_a_leak(changed, text):
    """A marker is found in any spelling, and so is a path of the course."""
    changed.add_cell("sums", nbformat.v4.new_markdown_cell(text))
    assert f"has a line for instructors only: {text}" in leaks.no_leaks(changed.course())[0]


def test_files_of_jupyterlab_and_python_are_not_searched(changed):
    """Nobody hands them out."""
    folder = changed.root / "assignments" / "checking" / "__pycache__"
    folder.mkdir()
    (folder / "cells.cpython-311.pyc").write_bytes(b"\xff\xfe\x00")
    folder = changed.root / "assignments" / "sums" / ".ipynb_checkpoints"
    folder.mkdir()
    (folder / "sums-checkpoint.ipynb").write_text(SOLUTION)
    assert leaks.no_leaks(changed.course()) == []


def test_what_students_also_receive_is_no_secret(changed):
    """A line of the reference that stands in a given cell or in the pictures, too, can be in the notebook."""
    changed.edit(
        "solutions/sums/sums.py", "numbers = np.array", f"x, size = np.arange(5), 2\n{SOLUTION}\nnumbers = np.array"
    )
    changed.release()
    assert leaks.no_leaks(changed.course()) == []


def test_a_hint_that_is_code_is_a_leak(changed):
    """Hints are searched as students read them, with their lines joined."""
    changed.edit(
        "solutions/sums/sums.py", "# 2. You have a function for the sums already.", f"# 2. At the end, {SOLUTION}."
    )
    [problem] = leaks.no_hint_is_code(changed.course())
    assert "sums.py: a hint for window_means has a line of the solution" in problem


@pytest.mark.parametrize("text", ["The result is 42.", "`answer() == (42, 20)`"])
def test_a_constant_in_a_notebook_is_a_leak(changed, text):
    """What a function without arguments must return cannot be read in the notebook."""
    changed.add_cell("shifts", nbformat.v4.new_markdown_cell(text))
    [problem] = leaks.no_constant_is_given_away(changed.course())
    assert "shifts.ipynb contains 42, which answer must return" in problem


@pytest.mark.parametrize("text", ["Section 4.2", "There are 420 numbers.", "x-42", "3.42"])
def test_a_part_of_another_number_is_no_constant(changed, text):
    """Only the number itself reveals something."""
    changed.add_cell("shifts", nbformat.v4.new_markdown_cell(text))
    assert leaks.no_constant_is_given_away(changed.course()) == []


def test_a_probe_is_secret(changed):
    """A line of a probe in the handout is a leak, unless the notebook has it anyway."""
    changed.edit("solutions/sums/sums.py", "def window_sums(x, size):", "class Sums:")
    path = changed.root / "solutions" / "sums" / "sums.py"
    probe = "def window_sums(x, size):\n    model = Sums(x)\n    return model.sums_of_all_windows(size)"
    path.write_text(path.read_text() + f'\n# %% role="probe" task="window_sums"\n{probe}\n')
    changed.release()
    assert not [problem for problem in leaks.no_leaks(changed.course()) if "probe" in problem]
    changed.add_cell("sums", nbformat.v4.new_code_cell("    return model.sums_of_all_windows(size)"))
    [problem] = [problem for problem in leaks.no_leaks(changed.course()) if "probe" in problem]
    assert problem.endswith("has a line of the probe of sums: return model.sums_of_all_windows(size)")


def test_the_advice_on_a_symptom_is_searched(changed):
    """A line of the solution is found in what `hint` prints about a symptom."""
    last = "and add up the values of each\n#    window.\n"
    changed.edit("solutions/sums/sums.py", last, f"{last}# * I get an error: write {SOLUTION}\n")
    [problem] = leaks.no_hint_is_code(changed.course())
    assert f"a hint for window_sums has a line of the solution: {SOLUTION}" in problem
