"""The release: notebooks with stubs, placeholders that are filled in, tables, and no files of earlier releases."""

import json
import shutil

import nbformat
import pytest

from autograder.authoring import release
from autograder.authoring.source_notebook import source_bytes, write_sources
from autograder.course.compressed import expanded
from autograder.course.nbgrader_config import course_directory
from autograder.course.paths import ClassPaths
from autograder.errors import CourseError
from autograder.submissions.notebook import read_notebook


def test_a_source_notebook_is_the_same_each_time(course):
    """Converting a script twice gives the same bytes, ids included."""
    for exercise in course.exercises:
        assert source_bytes(exercise) == source_bytes(exercise)


def test_a_release_is_valid_json_with_unique_ids(course):
    """A released notebook is valid, has no outputs, and its cells' ids are unique."""
    for exercise in course.exercises:
        notebook = nbformat.read(exercise.release, as_version=4)
        nbformat.validate(notebook)
        ids = [cell.id for cell in notebook.cells]
        assert len(set(ids)) == len(ids)
        assert json.loads(exercise.release.read_text())["metadata"]["kernelspec"]["name"] == "python3"


def test_stubs_keep_the_description_and_name_the_task(course):
    """A student reads what to write, and a stub says which function it is."""
    for exercise in course.exercises:
        cells = {cell.grade_id: cell.source for cell in read_notebook(exercise.release.read_bytes())}
        for task in exercise.task_names:
            source = cells[f"{task}_answer"]
            assert source.count("raise NotImplementedError") == 1
            assert f'raise NotImplementedError("{task}")' in source
            assert '"""' in source


def test_code_of_the_reference_outside_of_functions_is_removed(changed):
    """A helper of the reference, in a region that is not indented, leaves no trace and no second stub."""
    helper = "### BEGIN SOLUTION\ndef helper(x):\n    return x\n### END SOLUTION\n\ndef window_sums(x, size):"
    changed.edit("solutions/sums/sums.py", "def window_sums(x, size):", helper)
    changed.release()
    exercise = changed.course().exercise("sums")
    [stub] = [cell for cell in read_notebook(exercise.release.read_bytes()) if cell.grade_id == "window_sums_answer"]
    assert "helper" not in stub.source
    assert stub.source.count("raise NotImplementedError") == 1
    assert stub.source.startswith("def window_sums")


def printed_by_checks(cells, capsys):
    """Run all cells top to bottom: task → what its visible checks print on stderr and on stdout."""
    namespace, printed = {"__name__": "notebook"}, {}
    for cell in cells:
        if cell.kind == "code":
            exec(cell.source, namespace)
            captured = capsys.readouterr()
            if cell.role == "check":
                printed[cell.grade_id] = (captured.err, captured.out)
    return printed


def test_every_visible_check_passes_for_the_reference(course, capsys):
    """The solved notebook runs top to bottom, and every check says so on stdout."""
    for exercise in course.exercises:
        printed = printed_by_checks(read_notebook(source_bytes(exercise)), capsys)
        assert set(printed) == set(exercise.task_names)
        for err, out in printed.values():
            assert err == ""
            assert "visible checks pass" in out


def test_every_visible_check_fails_for_a_stub_and_stops_nothing(course, capsys):
    """The released notebook runs top to bottom; each check names the function that is not written yet."""
    for exercise in course.exercises:
        printed = printed_by_checks(read_notebook(exercise.release.read_bytes()), capsys)
        assert set(printed) == set(exercise.task_names)
        for task, (err, out) in printed.items():
            assert f"{task} is not written yet: 0 of" in out
            assert err == ""


def test_placeholders_are_filled_in(course):
    """The notebook says its points, section and packages as they are in the course's files."""
    text = "\n".join(cell.source for cell in read_notebook(course.exercise("sums").release.read_bytes()))
    assert "*Notes, §1, Figure 1. 7 points.*" in text
    assert "Only `numpy`, `matplotlib` and the standard library" in text
    assert "{{" not in expanded(text)


def test_an_unknown_placeholder_is_an_error_that_says_where(changed):
    """An author who mistypes a placeholder reads the file, the name, and which names there are; nothing is written."""
    before = changed.course().exercise("shifts").release.read_bytes()
    changed.edit("solutions/shifts/shifts.py", "{{points}}", "{{point}}")
    with pytest.raises(CourseError, match=r"shifts\.py: there is no value for \{\{point\}\}.*\{\{points\}\}"):
        changed.release()
    assert changed.course().exercise("shifts").release.read_bytes() == before


def test_a_release_of_what_did_not_change_writes_nothing(changed):
    """Nor does it remove anything."""
    before = {path: path.read_bytes() for path in changed.root.rglob("*") if path.is_file()}
    assert changed.release() == []
    shutil.rmtree(changed.root / "build")
    assert {path: path.read_bytes() for path in changed.root.rglob("*") if path.is_file()} == before


def test_other_points_are_in_the_notebook_and_in_the_tables(changed):
    """Points stand in exercise.toml; a release writes them to all other places."""
    changed.edit("exercises/sums/exercise.toml", "window_sums = 4", "window_sums = 8.5")
    assert {"README.md", "assignments/README.md", "assignments/sums/sums.ipynb"} <= set(changed.release())
    exercise = changed.course().exercise("sums")
    cells = nbformat.read(exercise.release, as_version=4).cells
    points = {cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.get("points") for cell in cells if cell.metadata}
    assert (points["window_sums"], points["window_means"]) == (8.5, 3)
    assert "*Notes, §1, Figure 1. 11.5 points.*" in cells[0].source
    assert (
        "| `sums` | §1, Figure 1 | 11.5 | `window_sums`, `window_means` |" in (changed.root / "README.md").read_text()
    )
    assert "| §1, Figure 1 | 11.5 |" in (changed.root / "assignments" / "README.md").read_text()


def test_text_around_the_tables_of_a_readme_is_kept(changed):
    """A release writes what is between the markers, and nothing else of README.md."""
    changed.edit("README.md", "| `shifts` | §2 |", "| `shifts` | wrong |")
    changed.edit("README.md", "# A small course", "# Our course\n\nOur text.")
    assert changed.release() == ["README.md"]
    text = (changed.root / "README.md").read_text()
    assert text.startswith("# Our course\n\nOur text.\n\n<!-- exercises: written by make release -->\n| exercise |")
    assert "| `shifts` | §2 | 6 | `shift`, `agrees`, `answer` |\n<!-- end of exercises -->\n" in text


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("exercises: written", "exercise: written", r"README\.md: the table exercise needs the line"),
        ("<!-- end of exercises -->", "", r"README\.md: the table exercises needs the line <!-- end of exercises -->"),
        ("exercises", "students", r"README\.md: there is no table 'students'. Known are exercises and notebooks"),
    ],
)
def test_wrong_markers_in_a_readme_are_an_error(changed, old, new, problem):
    """A marker that no release writes to would leave an old table."""
    changed.edit("README.md", old, new)
    with pytest.raises(CourseError, match=problem):
        changed.release()


def test_files_of_earlier_releases_are_removed(changed):
    """In folders where a release writes everything, it leaves nothing else. Other files are left alone."""
    stale = [changed.root / "assignments" / name for name in ("checking/old.py", "originals/old.ipynb")]
    other = changed.root / "assignments" / "sums" / "picture.png"
    for path in [*stale, other]:
        path.write_text("")
    assert changed.release() == []
    assert [path.exists() for path in [*stale, other]] == [False, False, True]


def test_a_removed_exercise_leaves_the_originals(changed):
    """After a release without an exercise, students cannot repair its notebook with an old original."""
    changed.edit("course.toml", 'order = ["sums", "shifts"]', 'order = ["sums"]')
    changed.release()
    originals = {path.name for path in (changed.root / "assignments" / "originals").rglob("*.*")}
    assert originals == {"sums.ipynb", "sums.py", "course.json"}


def test_a_dropped_exercise_is_no_longer_handed_out(changed):
    """It keeps its own files, and is released as before when it is in use again."""
    released = {path: path.read_bytes() for path in changed.root.glob("assignments/**/*") if path.is_file()}
    changed.edit("course.toml", 'order = ["sums", "shifts"]', 'order = ["sums"]\ndropped = ["shifts"]')
    changed.release()
    assert not (changed.root / "assignments" / "shifts").exists()
    assert changed.course().names == ("sums",)
    changed.edit("course.toml", 'order = ["sums"]\ndropped = ["shifts"]', 'order = ["sums", "shifts"]')
    changed.release()
    assert {path: path.read_bytes() for path in changed.root.glob("assignments/**/*") if path.is_file()} == released


def test_what_nbgrader_refuses_is_an_error_with_its_reason(changed):
    """nbgrader's own message stands behind the exercise's name."""
    course = changed.course()
    coursedir, config = course_directory(ClassPaths.real(changed.root))
    config.GenerateAssignment.no_database, config.SaveCells.enabled = True, False
    sources = changed.root / coursedir.source_directory
    write_sources(course, sources)
    source = sources / "shifts" / "shifts.ipynb"
    source.write_text(source.read_text().replace("### END SOLUTION", "###"))
    with pytest.raises(CourseError, match=r"(?s)nbgrader could not release shifts:.*no end solution"):
        release.generate(course, coursedir, config)


def test_a_course_without_exercises_is_an_error(changed):
    """There is nothing to release."""
    changed.edit("course.toml", 'order = ["sums", "shifts"]', "order = []")
    with pytest.raises(CourseError, match=r"course\.toml:\d+: \[course\] order must be a list with the name"):
        changed.release()
