"""The release: nothing leaks, nothing drifts, and the checks notice when it does."""

import json

import nbformat
import pytest

from autograder.authoring import handout, invariants, leaks
from autograder.authoring.percent_script import Script
from autograder.authoring.release import source_bytes, source_notebook
from autograder.errors import CourseError
from autograder.submissions.notebook import read_notebook


def test_a_source_notebook_is_the_same_each_time(course):
    """Converting a script twice gives the same bytes, ids included."""
    for exercise in course.exercises:
        assert source_bytes(exercise) == source_bytes(exercise)


def test_stubs_keep_the_description_and_name_the_task(course):
    """A student reads what to write, and a stub says which function it is."""
    for exercise in course.exercises:
        cells = {cell.grade_id: cell.source for cell in read_notebook(exercise.release.read_bytes())}
        for task in exercise.tasks:
            source = cells[f"{task.name}_answer"]
            assert source.count("raise NotImplementedError") == 1
            assert f'raise NotImplementedError("{task.name}")' in source
            assert '"""' in source


def run_visible_checks(cells, capsys):
    """Which check cells print on stderr when all cells run top to bottom, and whether any raises."""
    namespace, failing = {"__name__": "notebook"}, {}
    for cell in cells:
        if cell.kind == "code":
            exec(cell.source, namespace)
            printed = capsys.readouterr()
            if cell.role == "check":
                failing[cell.grade_id] = (printed.err, printed.out)
    return failing


def test_every_visible_check_passes_for_the_reference(course, capsys):
    """The solved notebook runs top to bottom and every check says so on stdout."""
    for exercise in course.exercises:
        for err, out in run_visible_checks(read_notebook(source_bytes(exercise)), capsys).values():
            assert err == ""
            assert "visible checks pass" in out


def test_every_visible_check_fails_for_a_stub_and_stops_nothing(course, capsys):
    """The released notebook runs top to bottom; each check names the function that is not written yet."""
    for exercise in course.exercises:
        printed = run_visible_checks(read_notebook(exercise.release.read_bytes()), capsys)
        assert set(printed) == {task.name for task in exercise.tasks}
        for task, (err, _) in printed.items():
            assert f"{task} is not written yet: 0 of" in err


def test_a_wrong_role_is_refused_with_the_right_ones(course, tmp_path, monkeypatch):
    """An author who mistypes a cell's role reads which there are."""
    exercise = course.exercise("pooling")
    wrong = exercise.source.read_text().replace('role="answer" task="avg_pool"', 'role="answer" task="avgpool"')
    path = tmp_path / "pooling.py"
    path.write_text(wrong)
    monkeypatch.setattr(type(exercise), "source", path)
    with pytest.raises(CourseError, match=r"task='avgpool'.*max_pool, avg_pool"):
        source_notebook(exercise)


def test_a_task_has_three_hints(course, tmp_path, monkeypatch):
    """An author who gives two is told so; they do not end up in the notebook as text."""
    exercise = course.exercise("pooling")
    hints = exercise.source.read_text().replace("\n# 2. The mean is a sum", "\n#    The mean is a sum")
    path = tmp_path / "pooling.py"
    path.write_text(hints)
    monkeypatch.setattr(type(exercise), "source", path)
    with pytest.raises(CourseError, match="avg_pool has 2 hints instead of three"):
        source_notebook(exercise)
    monkeypatch.undo()
    prose = [cell.source for cell in source_notebook(exercise).cells if cell.cell_type == "markdown"]
    assert not any("The mean is a sum" in text for text in prose)


@pytest.fixture
def broken_release(course, tmp_path, monkeypatch):
    """Make the pooling release something else, seen by the checks in place of the real one."""
    import shutil

    exercise = course.exercise("pooling")
    folder = tmp_path / "assignments"
    shutil.copytree(handout.ASSIGNMENTS, folder)
    monkeypatch.setattr(handout, "ASSIGNMENTS", folder)
    monkeypatch.setattr(type(exercise), "release", property(lambda self: folder / self.name / f"{self.name}.ipynb"))

    def make(change):
        notebook = nbformat.read(exercise.release, as_version=4)
        change(notebook)
        nbformat.write(notebook, exercise.release)

    return make


def test_a_line_of_the_solution_is_a_leak(course, broken_release):
    """A solution's line anywhere in a release is found by its content, without any marker."""
    assert leaks.no_leaks(course) == []
    line = "return np.nanmean(windows(x, size, stride, padding, fill=np.nan), axis=(2, 3))"
    broken_release(lambda notebook: notebook.cells.append(nbformat.v4.new_raw_cell(f"    {line}")))
    [problem] = leaks.no_leaks(course)
    assert "solution of pooling" in problem
    assert line in problem


def test_a_line_of_a_hidden_test_is_a_leak(course, broken_release):
    """So is a hidden test's, in metadata too, and a marker in any spelling."""
    broken_release(lambda notebook: notebook.cells.append(nbformat.v4.new_markdown_cell("### begin Hidden tests")))
    assert "for instructors only" in leaks.no_leaks(course)[0]
    broken_release(lambda notebook: notebook.cells.append(
        nbformat.v4.new_code_cell("def check_cases(function, reference, cases, rng):")))  # fmt: skip
    assert "hidden file autograder/graders/test_pooling.py" in "".join(leaks.no_leaks(course))


def test_a_solution_within_a_sentence_or_a_hint_is_a_leak(course, broken_release, monkeypatch):
    """Prose and hints are searched, too, however their lines are broken."""
    line = "return float(np.mean(np.abs(before - after) <= 1e-6))"
    text = nbformat.v4.new_markdown_cell(f"The last line is `{line}`, of course.")
    broken_release(lambda notebook: notebook.cells.append(text))
    assert line in leaks.no_leaks(course)[0]
    assert leaks.no_hint_is_code(course) == []
    telling = Script((), (), {"unchanged_fraction": ("nudge", "idea", f"At the end, {line}.")})
    monkeypatch.setattr(leaks, "read", lambda exercise: telling)
    assert "a hint for unchanged_fraction" in leaks.no_hint_is_code(course)[0]


def test_a_constant_in_a_notebook_is_a_leak(course, broken_release):
    """What a function without arguments has to return must not be read off the notebook."""
    assert leaks.no_constant_is_given_away(course) == []
    broken_release(lambda notebook: notebook.cells.append(nbformat.v4.new_markdown_cell("The mean is 13.5.")))
    [problem] = leaks.no_constant_is_given_away(course)
    assert "says 13.5, which is what figure_3_misprint has to return" in problem


def test_an_incomplete_task_is_noticed(course, broken_release, monkeypatch):
    """A task without a stub, checks that a stub passes, or known mistakes is named."""

    def change(notebook):
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == "avg_pool_answer":
                cell.source = "def avg_pool(x, size=2, stride=None, padding=0):\n    return [[8, 8], [8, 8]]"

    assert invariants.every_task_is_complete(course) == []
    broken_release(change)
    monkeypatch.setattr(invariants.misconceptions, "of", lambda task: () if task == "max_pool" else range(9))
    assert invariants.every_task_is_complete(course) == [
        "pooling: max_pool has fewer than 6 known mistakes",
        "pooling: avg_pool has no stub",
        "pooling: avg_pool has visible checks that the stub passes",
    ]


def test_outputs_and_changed_points_are_noticed(course, broken_release):
    """A release with outputs, or with other points than course.toml's, is refused."""

    def change(notebook):
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == "max_pool":
                cell.outputs = [nbformat.v4.new_output("stream", text="6")]
                cell.metadata.nbgrader.points = 60

    broken_release(change)
    assert "max_pool has outputs" in invariants.no_outputs(course)[0]
    assert (
        "points of max_pool differ: course.toml 6.0, release 60.0, hidden tests 6.0"
        in invariants.points_add_up(course)[0]
    )


def test_files_that_belong_to_no_exercise_are_noticed(course, broken_release):
    """assignments/ holds what course.toml lists, and nothing beside it."""
    (handout.ASSIGNMENTS / "pooling" / "solution.py").write_text("x = 1")
    (handout.ASSIGNMENTS / "convolution" / "convolution.ipynb").unlink()
    problems = [problem for problem in invariants.exactly_the_course(course) if "assignments" in problem]
    assert "convolution.ipynb is missing" in problems[0]
    assert "solution.py belongs to no exercise" in problems[1]


def test_a_release_is_json_without_surprises(course):
    """A released notebook is valid, has no outputs, and its cells' ids are unique."""
    for exercise in course.exercises:
        notebook = nbformat.read(exercise.release, as_version=4)
        nbformat.validate(notebook)
        ids = [cell.id for cell in notebook.cells]
        assert len(set(ids)) == len(ids)
        assert json.loads(exercise.release.read_text())["metadata"]["kernelspec"]["name"] == "python3"
