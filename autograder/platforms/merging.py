"""Merge a list of people into the roster. Nobody is removed, no id is changed, and nothing is guessed.

A person is the student who has the same number on the platform, the same id, login or student number, or the same
e-mail address; otherwise the only student with this name, unless both have e-mail addresses, and other ones. What fits
several students is not merged but reported, with the line that a person can enter.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from autograder.platforms.matching import orders_of
from autograder.platforms.people import People
from autograder.platforms.roster import WITH_IDS, Roster, Student

SEVERAL = "it could be {}"
OTHER_EMAIL = "{} has the same name, but another e-mail address"
NAMESAKES = "{} has this name, and so have several people in the file"
OTHER_ID = "{} has this id, but another number on {}"


@dataclass(frozen=True)
class Change:
    """A cell of the roster that changed."""

    column: str
    before: str
    after: str

    @property
    def is_addition(self) -> bool:
        """Whether what was there is there still."""
        return not self.before or self.after.startswith(f"{self.before} ")

    def __str__(self) -> str:
        return f"{self.column}: {self.before} → {self.after}" if self.before else f"{self.column}: {self.after}"


@dataclass
class Merged:
    """The new roster, and what is new in it: ids of students who were `added`; what `changed`, by id; and who fits
    several students (`ambiguous`), each with the reason and the line for the roster."""

    roster: Roster
    added: list[str] = field(default_factory=list)
    changed: dict[str, list[Change]] = field(default_factory=dict)
    ambiguous: list[tuple[str, str]] = field(default_factory=list)


def merged(roster: Roster, people: People) -> Merged:
    """Merge the people of a file into the roster."""
    students = list(roster.students)
    result = Merged(roster)
    new: list[Student] = []
    for person in people.students:
        is_namesake = sum(one.name == person.name for one in people.students) > 1
        found, reason = _same(students, person, people.platform, is_namesake)
        own = replace(person, more={})
        if reason:
            result.ambiguous.append((reason, roster.line(own)))
        elif found is None:
            new.append(own)
            result.added.append(own.id)
        else:
            updated = _updated(found, own)
            students[students.index(found)] = updated
            if updated != found:
                result.changed[found.id] = _changes(found, updated)
    result.roster = Roster((*students, *new))
    return result


def _same(students: Sequence[Student], person: Student, platform: str, is_namesake: bool) -> tuple[Student | None, str]:
    """The student that a person is, or why that is not clear. `is_namesake`: others in the file have the same name."""
    numbers = {*person.on(platform)} if platform else set()
    by_number = [one for one in students if numbers & {*one.on(platform)}]
    names = {text.casefold() for text in (person.id, *person.more.values())}
    by_id = [one for one in students if one.id.casefold() in names]
    by_email = [one for one in students if person.email and one.email.casefold() == person.email.casefold()]
    for found in (by_number, by_id, by_email):
        if len(found) > 1:
            return None, SEVERAL.format(" or ".join(one.id for one in found))
        if found:
            return _unless_another_number(found[0], person, platform)
    named = [one for one in students if orders_of(one.name) & orders_of(person.name)]
    named = [one for one in named if platform == "moodle" or not (numbers and one.on(platform))]
    if len(named) > 1:
        return None, SEVERAL.format(" or ".join(one.id for one in named))
    if named and is_namesake:
        return None, NAMESAKES.format(named[0].id)
    if named and person.email and named[0].email:
        return None, OTHER_EMAIL.format(named[0].id)
    return (named[0], "") if named else (None, "")


def _unless_another_number(found: Student, person: Student, platform: str) -> tuple[Student | None, str]:
    """The student, unless the platform has another number of them. On Moodle, each assignment has others."""
    known = {*found.on(platform)} if platform else set()
    if known and person.on(platform) and not known & {*person.on(platform)} and platform != "moodle":
        return None, OTHER_ID.format(found.id, platform)
    return found, ""


def _updated(found: Student, person: Student) -> Student:
    """The student with what is new: a name or an e-mail address that there was none of, and ids."""
    ids = {one: tuple(dict.fromkeys((*found.on(one), *person.on(one)))) for one in WITH_IDS}
    known = {one: own for one, own in ids.items() if own}
    return replace(found, name=person.name or found.name, email=person.email or found.email, ids=known)


def _changes(before: Student, after: Student) -> list[Change]:
    """What changed."""
    old, new = before.cells(), after.cells()
    return [Change(one, old.get(one, ""), new[one]) for one in new if old.get(one, "") != new[one]]
