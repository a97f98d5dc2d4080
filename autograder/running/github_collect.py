"""Collect from the students' repositories on GitHub: `make collect FROM=github`."""

import functools
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from autograder.course.config import Course
from autograder.course.paths import ClassPaths
from autograder.errors import Unreadable, UsageError, display_path
from autograder.platforms import github
from autograder.platforms.collecting import Report, Wanted, collect_from
from autograder.platforms.container import Container
from autograder.platforms.github_api import GitHub, Refused
from autograder.platforms.github_repositories import Committed, Repository
from autograder.platforms.github_settings import LOGIN, GitHubSettings, read_settings, token
from autograder.platforms.roster import Student, read_roster
from autograder.reports.text import counted, some_of, student_id

MOST_LISTED = 20
NO_LOGINS = "Nobody in {} has a name on GitHub. Write it into the column github_id."
PUBLIC = (
    "This workflow grades only in a private repository, because everybody can read the logs of a public one. GitHub "
    "does not say that {} is private. Change that in its settings, and set GITHUB_TOKEN as .github/workflows/grade.yml "
    "does."
)
NO_TOKEN = "STUDENTS_TOKEN is not set in the environment, so only public repositories can be read."


@dataclass
class Collection:
    """What was found in repositories: the report of what was collected, `nothing` by students who have handed in
    nothing, `problems` by reason, and students `without` a name on GitHub."""

    report: Report
    nothing: list[str] = field(default_factory=list)
    problems: dict[str, list[str]] = field(default_factory=dict)
    without: list[str] = field(default_factory=list)


def collect_repositories(paths: ClassPaths, course: Course, exercise: str | None, replace: bool) -> Collection:
    """Collect an exercise, or all, of everybody in the roster. A repository that cannot be read stops nobody else.

    Raises UsageError if there are no settings or no names on GitHub.
    """
    settings, students = read_settings(paths), read_roster(paths).students
    logins = [(one, login) for one in students for login in one.on(github.NAME)]
    if not logins:
        raise UsageError(NO_LOGINS.format(display_path(paths.roster)))
    _refuse_public_workflow(settings)
    exercises = [exercise] if exercise else list(course.names)
    collection = Collection(Report(github.NAME), without=[one.id for one in students if not one.on(github.NAME)])
    files: dict[str, bytes] = {}
    for student, login in logins:
        problems = sum(map(len, collection.problems.values()))
        found = dict(_files(course, settings, exercises, student, login, collection))
        if not found and problems == sum(map(len, collection.problems.values())):
            collection.nothing.append(student.id)
        files |= found
    container = Container(github.NAME, {name: functools.partial(bytes, data) for name, data in files.items()})
    titles = {one.name: one.title for one in course.exercises}
    collection.report = collect_from(container, paths, titles, Wanted(github.NAME, replace=replace))
    return collection


def _refuse_public_workflow(settings: GitHubSettings) -> None:
    """In a workflow of GitHub Actions, raise UsageError if its repository is not private: its log has scores."""
    repository = os.environ.get("GITHUB_REPOSITORY", "")
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    try:
        is_private = GitHub(settings.api, os.environ.get("GITHUB_TOKEN", "")).is_private(repository)
    except Refused:
        is_private = False
    if not is_private:
        raise UsageError(PUBLIC.format(repository))


def lines(collection: Collection) -> Iterator[str]:
    """What to print beyond what `collect` says of every platform."""
    for why, names in collection.problems.items():
        yield f"Not read: {some_of(names, MOST_LISTED)}: {why}."
    nothing = [student_id(one) for one in dict.fromkeys(collection.nothing)]
    if nothing:
        yield f"Nothing handed in by {counted(len(nothing), 'student')}: {some_of(nothing, MOST_LISTED)}."
    if collection.without:
        without = some_of([student_id(one) for one in collection.without], MOST_LISTED)
        yield f"Without a name on GitHub, in the column github_id of roster.csv: {without}."
    if collection.problems and not token():
        yield NO_TOKEN


def _files(
    course: Course,
    settings: GitHubSettings,
    exercises: Sequence[str],
    student: Student,
    login: str,
    collection: Collection,
) -> Iterator[tuple[str, bytes]]:
    """The files of a student that count, by their names in a download."""

    def problem(why: str, what: str = "") -> None:
        name = f"{student_id(student.id)} {what}".strip()
        collection.problems.setdefault(why, []).append(name)

    if not LOGIN.fullmatch(login):
        problem(f"{login!r} is no name on GitHub, see the column github_id of roster.csv")
        return
    for group in [[one] for one in exercises] if settings.is_per_exercise else [exercises]:
        try:
            with Repository(settings.repository(login, group[0])) as repository:
                for exercise in group:
                    for one in _committed(repository, course, exercise, settings.is_per_exercise, problem):
                        yield github.source_name(login, exercise, one.time, one.commit, one.file), one.data
        except Unreadable as error:
            problem(str(error), group[0] if settings.is_per_exercise else "")


def _committed(
    repository: Repository, course: Course, exercise: str, alone: bool, problem: Callable[[str, str], None]
) -> list[Committed]:
    """The files for one exercise. If one of them cannot be read, that is a problem of this exercise alone."""
    try:
        return repository.read(exercise, course.names, course.exercise(exercise).release.read_bytes(), alone)
    except Unreadable as error:
        problem(str(error), exercise)
        return []
