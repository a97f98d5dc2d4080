"""Release a course: the command `release`, which others use, too."""

from pathlib import Path

from autograder.course.config import Course
from autograder.course.paths import ClassPaths


def release_course(course: Course) -> tuple[list[Path], Path]:
    """Write assignments/ and the students' zip. Returns the files that changed, and the zip.

    Raises CourseError if the course cannot be released, or its gradebook was lost; UsageError during another command.
    """
    from autograder.authoring import handout, release  # nbgrader, which takes seconds
    from autograder.course.nbgrader_config import course_directory
    from autograder.running.recorder import prepare_to_write

    changed = release.write_missing_config(course)
    paths = ClassPaths.real(course.root)
    archive = paths.build / f"{course.id}.zip"
    with paths.locked():
        prepare_to_write(paths)
        changed += release.release(course, paths.build / "release", *course_directory(paths))
        handout.write_zip(course, archive)
    return changed, archive
