"""Notice that a gradebook was lost: a new one in its place would have no manual scores, comments and extensions."""

from pathlib import Path

from autograder.course.paths import ClassPaths
from autograder.errors import CourseError, display_path
from autograder.gradebook import backups
from autograder.gradebook.database import existing, name_of
from autograder.gradebook.last_run import RUN_FILE, LastRun
from autograder.gradebook.sqlite_file import file_of, is_filled

WRITTEN = ("feedback/*/*/*.html", "autograded/*/*/*.ipynb")  # in build/, always after the gradebook
LOST = (
    "The gradebook {name} {problem}, but this class has been graded: there is {evidence}. Nothing was changed, because "
    "a new gradebook would have no manual scores, comments and extensions. {restore} To begin with an empty gradebook "
    "instead, move {folders} away, and run the same command again."
)
RESTORE = "`autograder restore` lists the copies in {}/, and restores one."
OWN_COPY = "There is no copy in {}/: put a copy of your own at {}."
OTHER_DATABASE = "Restore the database from your own copy (pg_restore), or correct `db_url` in nbgrader_config.py."
OTHER_CLASS = (
    "The gradebook {name} has none of the submissions of the last run ({evidence}): it seems to be the gradebook of "
    "another class or term. Nothing was changed. {restore} To use this gradebook instead, move {folder} away, and run "
    "the same command again."
)
DEMO = "The gradebook {} of the demo class {}. Remove the class, which is then made again: rm -r {}"


def refuse_if_lost(paths: ClassPaths, url: str) -> None:
    """Raise CourseError if the class has been graded, but its gradebook is missing or has no submission."""
    file = file_of(url)
    copies = backups.copies(file) if file is not None else []
    page = next((page for pattern in WRITTEN for page in paths.build.glob(pattern)), None)
    if page is None and not copies:
        return
    with existing(url) as gradebook:
        if gradebook is not None and gradebook.has_submissions():
            return
    filled = [copy for copy in copies[-1:] if (found := backups.contents(copy)) and found.submissions]
    traces = [*([page] if page else []), *filled]
    if not traces:
        return
    name, problem = name_of(url), _problem(file)
    if paths.is_demo:
        raise CourseError(DEMO.format(name, problem, display_path(paths.root)))
    restore = _restore(file, name)
    evidence = " and ".join(map(display_path, traces))
    folders = " and ".join(f"{display_path(paths.build if one is page else one.parent)}/" for one in traces)
    raise CourseError(LOST.format(name=name, problem=problem, evidence=evidence, restore=restore, folders=folders))


def refuse_other_class(paths: ClassPaths, url: str) -> None:
    """Raise CourseError if the gradebook has submissions, but none of those that the last run over this class left."""
    last = LastRun.read(paths).scores
    if not last:
        return
    with existing(url) as gradebook:
        if gradebook is None or not last.keys().isdisjoint(gradebook.recorded()):
            return
    name, evidence = name_of(url), display_path(paths.build / RUN_FILE)
    folder = f"{display_path(paths.build)}/"
    restore = _restore(file_of(url), name)
    raise CourseError(OTHER_CLASS.format(name=name, evidence=evidence, restore=restore, folder=folder))


def _restore(file: Path | None, name: str) -> str:
    """How to get the gradebook back."""
    if file is None:
        return OTHER_DATABASE
    folder = display_path(backups.folder_of(file))
    return RESTORE.format(folder) if backups.copies(file) else OWN_COPY.format(folder, name)


def _problem(file: Path | None) -> str:
    if file is not None and not file.exists():
        return "is missing"
    return "has no submissions" if file is None or is_filled(file) else "is empty"
