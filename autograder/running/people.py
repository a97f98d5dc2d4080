"""Turn the roster into rows of nbgrader's table of students."""

from autograder.gradebook.students import Person
from autograder.platforms.roster import Roster, Student


def people_in(roster: Roster) -> list[Person]:
    """The students of the roster as the gradebook has them."""
    return [_person(one) for one in roster.students]


def _person(student: Student) -> Person:
    first, _, last = student.name.rpartition(" ")
    lms = next((own[0] for own in student.ids.values() if own), "")
    return Person(student.id, first or last, last if first else "", student.email, lms)
