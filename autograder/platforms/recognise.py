"""Find out which platform a download is from, and which exercise its files are for."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from autograder.errors import UsageError
from autograder.platforms import blackboard, canvas, github, gradescope, moodle, plain
from autograder.platforms.container import Container
from autograder.platforms.entry import HandedIn
from autograder.submissions.filenames import exercises_in

WHICH = "It is not clear which exercise these files are for{}. Name it: EXERCISE={} (one of: {})."
OF_ANOTHER = (
    "{} of {} files are named after {}, not after {}. If they are for {}: EXERCISE={}. Otherwise download the files of "
    "the right assignment. Nothing was collected."
)
FEWEST_NAMED = 3  # files: fewer students can hand in the wrong notebook
# What platforms and nbgrader put beside students' files.
BESIDE = re.compile(r"_attempt_[\d-]+\.txt$|(^|/)(submission_metadata\.yml|timestamp\.txt|submission_secret\.txt)$")
EMPTY = "There is no file in it. Download all submissions of the assignment again."


class Platform(NamedTuple):
    """How to recognise the download of a platform, and how to read it.

    `one_assignment` says that a download is of one assignment, whatever the names of its files.
    """

    looks_like: Callable[[Sequence[str]], bool]
    entries: Callable[[Container, Sequence[str]], list[HandedIn]]
    one_assignment: bool = True


# In this order: the first one that knows all names is taken.
PLATFORMS: Mapping[str, Platform] = {
    gradescope.NAME: Platform(gradescope.looks_like, gradescope.entries),
    moodle.NAME: Platform(moodle.looks_like, moodle.entries),
    blackboard.NAME: Platform(blackboard.looks_like, blackboard.entries, one_assignment=False),
    canvas.NAME: Platform(canvas.looks_like, canvas.entries),
    github.NAME: Platform(github.looks_like, github.entries, one_assignment=False),
    plain.CLASSROOM: Platform(plain.looks_like_classroom, plain.entries_of_classroom),
    plain.NAME: Platform(plain.looks_like, plain.entries, one_assignment=False),
}


def platform_of(container: Container) -> str:
    """The name of the platform that a download is from. Raises UsageError if it is empty."""
    names = list(container.files)
    if not names:
        raise UsageError(EMPTY)
    return next(name for name, one in PLATFORMS.items() if one.looks_like(names))


def exercises_of(
    found: Sequence[HandedIn], platform: str, container: Container, titles: Mapping[str, str], chosen: str | None
) -> list[str | None]:
    """The exercise of each file; None if that is not clear. `titles` are those of all exercises, by name.

    A download of one assignment is for one exercise: what most of its files are named after, or else the download
    itself. Raises UsageError if neither says it, or if most files are named after another one than the `chosen` one.
    """
    if len(titles) == 1:
        return [next(iter(titles))] * len(found)
    by_name = [named(one.title, titles) or named(one.file, titles) for one in found]
    if chosen is not None:
        other = _most(by_name)
        if other not in (chosen, None) and by_name.count(other) >= FEWEST_NAMED:
            number = by_name.count(other)
            raise UsageError(OF_ANOTHER.format(number, len(found), other, chosen, other, other))
        return [chosen] * len(found)
    if not PLATFORMS[platform].one_assignment:
        return by_name
    exercise = _most(by_name) or named(container.name, titles)
    if exercise is None:
        counts = ", ".join(f"{number} of {name}" for name, number in Counter(filter(None, by_name)).most_common(3))
        raise UsageError(
            WHICH.format(f" (by their names: {counts})" if counts else "", next(iter(titles)), ", ".join(titles))
        )
    return [exercise] * len(found)


def left_out(container: Container, found: Sequence[HandedIn]) -> list[str]:
    """The files that a platform would not have put there, and that nobody has handed in."""
    sources = {one.source for one in found}
    return [name for name in container.files if name not in sources and not BESIDE.search(name)]


def named(text: str, titles: Mapping[str, str]) -> str | None:
    """The only exercise that a text names, by its name or by its title."""
    found = exercises_in(text, list(titles))
    if not found:
        by_title = {title: name for name, title in titles.items()}
        found = [by_title[title] for title in exercises_in(text, list(by_title))]
    return found[0] if len(found) == 1 else None


def _most(named: Sequence[str | None]) -> str | None:
    """The exercise that more than half of the files with a name are named after."""
    counts = Counter(one for one in named if one is not None)
    if not counts:
        return None
    exercise, number = counts.most_common(1)[0]
    return exercise if 2 * number > counts.total() else None
