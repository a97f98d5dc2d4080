"""Say what `roster` did: what changed, and what a person has to look at."""

from collections import Counter
from collections.abc import Iterator, Mapping

from autograder.platforms.merging import Change, Merged
from autograder.platforms.people import People
from autograder.reports.text import some_of, student_id

MOST_LISTED = 20
STRANGERS = (
    "None of the {} students that were in {} is in this file. If it is the list of another course, remove its {} "
    "lines, which are the last ones: {}."
)
ADDED = "{}: new for {} students."
AMBIGUOUS = "Not clear, so nothing was changed. If they are other students, add these lines to {}:"


def remarks(place: str, people: People, result: Merged) -> Iterator[str]:
    """What to print. `place` is the name of the file with the roster."""
    yield from (f"Left out: {text}." for text in people.skipped)
    before = len(result.roster.students) - len(result.added)
    if before and result.added and len(result.added) == len(people.students):
        ids = some_of([student_id(one) for one in result.added], MOST_LISTED)
        yield STRANGERS.format(before, place, len(result.added), ids)
    yield from _changes(result.changed)
    if result.ambiguous:
        yield AMBIGUOUS.format(place)
    yield from (f"  {line}  ({reason})" for reason, line in result.ambiguous)


def _changes(changed: Mapping[str, list[Change]]) -> Iterator[str]:
    """What was replaced, student by student; of what was only added, the number of students."""
    added = Counter(one.column for changes in changed.values() for one in changes if one.is_addition)
    if len(changed) > MOST_LISTED:
        yield from (ADDED.format(column, number) for column, number in added.items())
    for student, changes in changed.items():
        listed = [one for one in changes if len(changed) <= MOST_LISTED or not one.is_addition]
        if listed:
            yield f"{student_id(student)}: {'; '.join(map(str, listed))}"
