"""An exercise's script: its cells have roles, and mistakes in them are errors that say where."""

import pytest

from autograder.authoring.percent_script import read_script
from autograder.course.probes import probes_of
from autograder.errors import CourseError
from tests.source_notebooks import source_notebook

SUMS = "solutions/sums/sums.py"


def test_a_script_has_cells_with_roles_hints_and_pictures(course):
    """Each task has an answer and a check; hints are not cells; importing pictures is noticed."""
    script = read_script(course.exercise("sums"))
    roles = [(cell.role, cell.task) for cell in script.cells if cell.task]
    assert roles == [(role, task) for task in ("window_sums", "window_means") for role in ("answer", "check")]
    assert list(script.hints) == ["window_sums", "window_means"]
    assert script.hints["window_sums"].numbered[0] == "Which values does the first window of two contain?"
    assert script.hints["window_sums"].numbered[2].endswith("and add up the values of each window.")
    assert script.draws
    assert not read_script(course.exercise("shifts")).draws


def test_a_wrong_role_is_an_error_that_lists_the_right_ones(changed):
    """An author who mistypes a task reads where, and which tasks there are."""
    changed.edit(SUMS, 'role="answer" task="window_means"', 'role="answer" task="window_mean"')
    with pytest.raises(CourseError, match=r"sums\.py: .*task='window_mean'.*window_sums, window_means"):
        read_script(changed.course().exercise("sums"))


def test_two_cells_of_the_same_role_are_an_error(changed):
    """A cell that was copied, and whose task was not changed, is named."""
    changed.edit(SUMS, 'role="answer" task="window_means"', 'role="answer" task="window_sums"')
    with pytest.raises(CourseError, match=r'sums\.py: more than one cell has role="answer" task="window_sums"'):
        read_script(changed.course().exercise("sums"))


LAST_HINT = "and add up the values of each\n#    window.\n"


def with_symptoms(changed, *lines):
    """The hints of window_sums, with these lines below the numbered ones."""
    changed.edit(SUMS, LAST_HINT, LAST_HINT + "".join(f"# {line}\n" for line in lines))
    return read_script(changed.course().exercise("sums")).hints["window_sums"]


def test_bullets_below_the_hints_are_symptoms(changed):
    """The text before the first colon is what the student sees, the rest, also on further lines, is the advice."""
    hints = with_symptoms(
        changed, "* I get an IndexError: which index is", "  the last: one less?", "* The result is None: return it."
    )
    assert len(hints.numbered) == 3
    assert hints.numbered[2].endswith("and add up the values of each window.")
    assert hints.symptoms == (
        ("I get an IndexError", "which index is the last: one less?"),
        ("The result is None", "return it."),
    )


@pytest.mark.parametrize(("lines", "message"), [
    (["* I get an IndexError"], r'a symptom without advice: "\* I get an IndexError"'),
    (["* : look at it"], "a symptom without advice"),
    (["* I see 0: look", "4. and more"], "a numbered hint below a symptom"),
])  # fmt: skip
def test_a_symptom_needs_its_advice(changed, lines, message):
    """An author who forgets the colon, or the order, reads where."""
    with pytest.raises(CourseError, match=rf"sums\.py: window_sums has {message}"):
        with_symptoms(changed, *lines)


def test_a_task_has_three_hints(changed):
    """Two hints are an error."""
    changed.edit(SUMS, "# 2. You have a function", "#    You have a function")
    with pytest.raises(CourseError, match=r"sums\.py: window_means has 2 hints instead of three"):
        read_script(changed.course().exercise("sums"))


ANSWER = r'# %% role="answer" task="window_means"'


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (
            "size) / size\n    ### END SOLUTION",
            "size) / size\n    ### END SOLUTON",
            "### BEGIN SOLUTION has no ### END",
        ),
        (
            "size) / size\n    ### END SOLUTION",
            "size) / size\n    ### BEGIN SOLUTION",
            "### BEGIN SOLUTION has no ### END",
        ),
        ("### BEGIN SOLUTION\n    return window_sums", "return window_sums", "### END SOLUTION has no ### BEGIN"),
    ],
)
def test_a_marker_without_its_counterpart_is_an_error_with_line_and_cell(changed, old, new, text):
    """A mistyped marker of a solution is found before nbgrader sees it."""
    changed.edit(SUMS, old, new)
    with pytest.raises(CourseError) as error:
        read_script(changed.course().exercise("sums"))
    line = int(str(error.value).split("sums.py:")[1].split(":")[0])
    marker = (changed.root / SUMS).read_text().splitlines()[line - 1].strip()
    assert str(error.value).endswith(
        f"{text} SOLUTION {'below' if 'END' in text[-3:] else 'above'} it in its cell ({ANSWER})."
    )
    assert marker == text.split(" has")[0]


def test_a_missing_script_is_an_error(changed):
    """The message names the file, and why it must be there."""
    (changed.root / SUMS).unlink()
    with pytest.raises(CourseError, match=r"course\.toml lists sums, but .*sums\.py is missing"):
        read_script(changed.course().exercise("sums"))


@pytest.mark.parametrize(
    "line", ["from .pictures import (draw_sums)  # drawn below", "from .pictures import (\n    draw_sums,\n)"]
)
def test_imports_of_the_toolkit_may_take_several_lines(changed, course, line):
    """However an author writes these imports, the notebook has the toolkit's cell in their place."""
    changed.edit(SUMS, "from .pictures import draw_sums", line)
    exercise = changed.course().exercise("sums")
    assert read_script(exercise).draws
    sources = [cell.source for cell in source_notebook(exercise).cells]
    assert sources == [cell.source for cell in source_notebook(course.exercise("sums")).cells]


PROBE = """
# %% role="probe" task="window_sums"
def window_sums(x, size):
    return Sums(x).of(size)
"""


def with_probe(changed, probe=PROBE, answer="class Sums:"):
    changed.edit(SUMS, "def window_sums(x, size):", answer)
    path = changed.root / SUMS
    path.write_text(path.read_text() + probe)
    return changed.course().exercise("sums")


def test_a_probe_is_read_and_is_no_cell_of_the_notebook(changed):
    """The grader gets the probe, and the notebook does not have it."""
    exercise = with_probe(changed)
    assert [(probe.task, probe.source) for probe in probes_of(exercise)] == [
        ("window_sums", "def window_sums(x, size):\n    return Sums(x).of(size)")
    ]
    assert "probe" not in {cell.role for cell in read_script(exercise).cells}
    assert not any("Sums(x)" in cell.source for cell in source_notebook(exercise).cells)


@pytest.mark.parametrize(
    ("probe", "text"),
    [
        (PROBE.replace('task="window_sums"', 'task="other"'), "a cell has role='probe' task="),
        (PROBE.replace(' task="window_sums"', ""), "a cell has role='probe' task="),
        (
            PROBE.replace("def window_sums", "def other"),
            r"py:86: .* defines no function window_sums\. Write: def window_sums\(",
        ),
        (PROBE + "x = Sums\n", r"sums\.py:88: .*may contain only functions and imports"),
        (PROBE + "def f(:\n", r"sums\.py:88: the probe of window_sums: invalid syntax"),
        (PROBE + PROBE, r"more than one cell has role=\"probe\" task=\"window_sums\""),
        (PROBE.replace("# %%", "# %% [markdown]"), r"must begin with # %% without \[markdown\]"),
    ],
)
def test_a_wrong_probe_is_an_error_that_says_where(changed, probe, text):
    """A probe defines functions only, one of them for its task, and each task has at most one."""
    with pytest.raises(CourseError, match=text):
        read_script(with_probe(changed, probe))


def test_the_grader_refuses_a_probe_without_a_task(changed):
    """The same mistake is an error for the grader, too."""
    with pytest.raises(CourseError, match=r"sums\.py:85: a probe needs task=.* window_sums, window_means"):
        probes_of(with_probe(changed, PROBE.replace(' task="window_sums"', "")))


def test_an_answer_has_another_name_than_its_probe(changed):
    """An answer cell that defines the probe's function is an error."""
    with pytest.raises(CourseError, match="the answer cell of window_sums defines window_sums, but this is the name"):
        read_script(with_probe(changed, answer="def window_sums(x, size):"))


def test_other_tasks_have_roles_of_their_own(changed):
    """A written task has a Markdown cell, and a student's own tests name a function; others are errors."""
    toml = "exercises/sums/exercise.toml"
    changed.edit(toml, "window_means = 3", "window_means = 3\n\n[written]\nwhy = 2\n\n[tests]\nwindow_sums = 1")
    path = changed.root / SUMS
    original = path.read_text()
    path.write_text(original + '\n# %% [markdown] role="written" task="why"\n# Because …\n')
    cell = source_notebook(changed.course().exercise("sums")).cells[-1]
    flags = cell.metadata.nbgrader
    assert (cell.cell_type, flags.grade_id, flags.points) == ("markdown", "why", 2)
    assert (flags.grade, flags.solution, flags.locked) == (True, True, False)
    path.write_text(original + '\n# %% role="tests" task="window_sums"\nwindow_sums_tests = {}\n')
    answer, check = source_notebook(changed.course().exercise("sums")).cells[-2:]
    assert (answer.cell_type, answer.metadata.nbgrader.grade_id) == ("code", "window_sums_tests_answer")
    assert (check.cell_type, check.metadata.nbgrader.grade_id) == ("code", "window_sums_tests")
    assert (check.metadata.nbgrader.grade, check.metadata.nbgrader.points) == (True, 1)
    for header, text in [
        ('role="written" task="why"', r"role=\"written\" task=\"why\" must begin with # %% \[markdown\]"),
        ('[markdown] role="written" task="window_sums"', "tasks, by exercise.toml, are why"),
        ('role="tests" task="window_means"', "tasks, by exercise.toml, are window_sums"),
        ('role="answer" task="why"', "tasks, by exercise.toml, are window_sums, window_means"),
    ]:
        path.write_text(f"{original}\n# %% {header}\nx\n")
        with pytest.raises(CourseError, match=text):
            read_script(changed.course().exercise("sums"))
