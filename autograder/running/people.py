"""What the roster says for the other commands: rows of nbgrader's table of students, and whose name this is."""

from autograder.course.paths import ClassPaths
from autograder.gradebook.students import Person
from autograder.platforms.matching import orders_of
from autograder.platforms.roster import Roster, Student, read_roster
from autograder.reports.text import some_of, student_id

MOST_NAMESAKES = 5


def people_in(roster: Roster) -> list[Person]:
    """The students of the roster as the gradebook has them."""
    return [_person(one) for one in roster.students]


def _person(student: Student) -> Person:
    first, _, last = student.name.rpartition(" ")
    lms = next((own[0] for own in student.ids.values() if own), "")
    return Person(student.id, first or last, last if first else "", student.email, lms)


def called(paths: ClassPaths, name: str) -> str:
    """A sentence with the ids of the students who have this name in the roster; "" if nobody has it.

    Raises CourseError if the roster is wrong.
    """
    ids = [student_id(one.id) for one in read_roster(paths).students if orders_of(one.name) & orders_of(name)]
    return f" In roster.csv, that is the name of {some_of(ids, MOST_NAMESAKES)}." if ids else ""
