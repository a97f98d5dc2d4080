"""The handout: the folder that students receive is complete, and so is its zip."""

import json
import zipfile
from importlib import metadata

import pytest

from autograder.authoring import handout, invariants
from autograder.errors import CourseError


def test_the_zip_is_the_whole_folder_and_the_same_each_time(course, tmp_path):
    """Unpacking it gives all that assignments/ contains, in a folder with the course's name."""
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    handout.write_zip(course, first)
    handout.write_zip(course, second)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    paths = [path for path in course.assignments.rglob("*") if path.is_file()]
    paths = [path for path in paths if not handout.is_left_by_tools(path)]
    assert inside == {
        f"{course.id}/{path.relative_to(course.assignments).as_posix()}": path.read_bytes() for path in paths
    }


def test_originals_are_the_notebooks_and_the_facts_of_the_course(course):
    """check_submission.py repairs a student's notebook with the release itself."""
    facts = json.loads((course.assignments / "originals" / "course.json").read_text())["exercises"]
    assert list(facts) == ["sums", "shifts"]
    for exercise in course.exercises:
        original = course.assignments / "originals" / f"{exercise.name}.ipynb"
        assert original.read_bytes() == exercise.release.read_bytes()
    assert facts["sums"] == {
        "title": "Window sums",
        "tasks": {"window_sums": 4, "window_means": 3},
        "limits": {"call_seconds": 2, "cell_seconds": 2, "notebook_seconds": 180, "memory_mb": 2048, "threads": 64},
        "off_limits": ["numpy.convolve"],
        "off_limits_reason": "this exercise asks you to add up the values yourself",
        "packages": {"numpy": ["numpy"], "matplotlib": ["matplotlib", "mpl_toolkits", "pylab"]},
        "written": {},
        "tests": {},
    }


def minor(package):
    """The minor version that is installed: 2.4."""
    return ".".join(metadata.version(package).split(".")[:2])


def test_requirements_are_the_packages_of_the_course_and_jupyterlab(course):
    """Students install what the sandbox allows, in the minor versions that grading uses, and what runs a notebook."""
    lines = (course.assignments / "requirements.txt").read_text().splitlines()
    pinned = [f"{package}=={minor(package)}.*" for package in ("numpy", "matplotlib")]
    assert lines[1:] == [*pinned, "jupyterlab>=4  # runs the notebooks"]
    assert json.loads((course.assignments / "originals" / "course.json").read_text())["requirements"] == pinned


@pytest.mark.parametrize(("lock", "wanted"), [
    ("numpy==2.1.6 \\\n    --hash=sha256:1\nMatplotlib==3.11.2 \\\n", ["numpy==2.1.*", "matplotlib==3.11.*"]),
    ("numpy==2.4.6 ; python_full_version < '3.12'\nnumpy==2.9.0 ; python_full_version >= '3.12'\nmatplotlib==4.0",
     ["numpy>=2.4,<2.10", "matplotlib==4.0.*"]),
])  # fmt: skip
def test_a_lock_decides_the_versions(changed, lock, wanted):
    """The released file depends on requirements.lock, not on the Python that makes it; a new lock makes it outdated."""
    (changed.root / "requirements.lock").write_text(lock)
    assert any("assignments/requirements.txt does not match" in one for one in invariants.no_drift(changed.course()))
    changed.release()
    assert (changed.root / "assignments" / "requirements.txt").read_text().splitlines()[1:-1] == wanted


def test_a_version_that_the_course_does_not_want_is_refused(changed):
    """The message names both, and where they stand."""
    (changed.root / "requirements.lock").write_text("numpy==1.26.4\n")
    with pytest.raises(CourseError, match=r"want numpy>=2\.0, but requirements\.lock has numpy 1\.26\.4"):
        changed.release()


def test_a_package_of_one_exercise_is_required_too(changed):
    """It is in requirements.txt, and allowed in that exercise alone, under the names of its modules."""
    changed.edit(
        "exercises/shifts/exercise.toml", "[points]", 'packages = ["numpy>=2.0", "python-dateutil>=2"]\n\n[points]'
    )
    changed.release()
    assert (
        f"python-dateutil=={minor('python-dateutil')}.*"
        in (changed.root / "assignments" / "requirements.txt").read_text().splitlines()
    )
    facts = json.loads((changed.root / "assignments" / "originals" / "course.json").read_text())["exercises"]
    assert facts["shifts"]["packages"] == {"numpy": ["numpy"], "python-dateutil": ["dateutil"]}
    assert facts["sums"]["packages"] == {"numpy": ["numpy"], "matplotlib": ["matplotlib", "mpl_toolkits", "pylab"]}


def test_the_readme_says_what_the_course_is(course):
    """Its table lists the notebooks, and no placeholder is left."""
    text = (course.assignments / "README.md").read_text()
    assert "| `sums/sums.ipynb` | §1, Figure 1 | 7 |\n| `shifts/shifts.ipynb` | §2 | 6 |\n" in text
    assert course.title in text
    assert "{{" not in text


def test_a_course_may_have_a_readme_of_its_own(changed):
    """solutions/README.md is the text, and its placeholders are filled in."""
    (changed.root / "solutions" / "README.md").write_text("# {{title}}\n\n{{notebooks}}\n\nCall {{function}}.\n")
    assert changed.release() == ["assignments/README.md"]
    text = (changed.root / "assignments" / "README.md").read_text()
    assert text.startswith("# A small course\n\n| notebook | notes | points |\n")
    assert text.endswith("\n\nCall window_sums.\n")


def test_the_readme_promises_what_holds_for_all_notebooks(changed):
    """If exercises differ, it names the packages that all of them allow, and the shortest times."""
    changed.edit("exercises/sums/exercise.toml", "[points]", 'packages = ["numpy"]\n[points]')
    changed.edit("exercises/shifts/exercise.toml", "[points]", "limits = { call_seconds = 1 }\n[points]")
    changed.release()
    readme = (changed.root / "assignments" / "README.md").read_text()
    assert "can import `numpy` and" in readme
    assert "1 seconds and a cell 2 seconds" in readme
