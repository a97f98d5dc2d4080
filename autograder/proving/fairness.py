"""Compare what each mistake costs alone with the points of the tests that are about it.

A mistake may fail only tests about its subject (`about=` of the mark `task`), and the same tests for every student.
`make fairness` writes the table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.course.config import Course, Exercise
from autograder.course.content import load_reference
from autograder.grading.hidden_tests import TestOutcome, collect
from autograder.grading.misconceptions import model_of
from autograder.proving.every_task import chosen_tasks, for_each_task
from autograder.proving.in_process import verdicts
from autograder.proving.pages import Say, block, table_row, write_page
from autograder.proving.slipped import Mistake, is_about, mistakes

PAGE = "fairness"
HEAD = """\
# What each mistake costs

Written by `make fairness`. Each slip of the mistake models, and each missing check, is graded alone, with the numbers
of {students} students. It may fail only the hidden tests that are about it, and the same ones for every student. A
slip is about one subject; a test says which subjects it is about (`about=`). In most tasks one test, worth less than
a point, combines everything and is about all subjects. A slip about "everything" makes nearly every result wrong, so
all tests may notice it. A missing check has no subject: only tests that ask for ValueError can notice it.

| task | mistake | about | costs | of the points of its tests |
| --- | --- | --- | --: | --: |
"""


@dataclass(frozen=True)
class Cost:
    """What a mistake costs for the students, in points; what its tests are worth; what is not fair about it."""

    name: str
    subject: str
    least: float
    most: float
    worth: float
    problems: tuple[str, ...]

    @property
    def points(self) -> str:
        """The points that it costs, as text."""
        return f"{self.most:g}" if self.least == self.most else f"{self.least:g} to {self.most:g}"

    def __str__(self) -> str:
        text = f"{self.name:50} {self.subject:16} costs {self.points:12} of {self.worth:g}"
        return "\n        ".join([text, *self.problems])


def costs(course: Course, exercise: Exercise, task: str, students: int) -> list[Cost]:
    """What each mistake of a task costs."""
    return [_cost(course, exercise, task, mistake, students) for mistake in mistakes(model_of(exercise, task))]


def _cost(course: Course, exercise: Exercise, task: str, mistake: Mistake, students: int) -> Cost:
    function = mistake.function(model_of(exercise, task), getattr(load_reference(exercise), task))
    tests, names = collect(exercise), [f"student {number}" for number in range(students)]
    runs = [list(verdicts(tests, course, task, function, name)) for name in names]
    about = [one for one in runs[0] if is_about(mistake, one.about)]
    lost = [round(sum(one.points for one in outcomes if one.error is not None), 6) for outcomes in runs]
    return Cost(
        mistake.name,
        mistake.subject or "a check",
        min(lost),
        max(lost),
        sum(one.points for one in about),
        tuple(_problems(mistake, runs, {one.test for one in about})),
    )


def _problems(mistake: Mistake, runs: list[list[TestOutcome]], about: set[str]) -> Iterator[str]:
    failing = [frozenset(one.test for one in outcomes if one.error is not None) for outcomes in runs]
    always, ever = frozenset.intersection(*failing), frozenset.union(*failing)
    if not always:
        yield "no test detects it for every student"
    if ever - about:
        yield f"it also fails {', '.join(sorted(ever - about))}"
    if ever - always:
        yield f"it fails only for some students: {', '.join(sorted(ever - always))}"


def compare_costs(course: Course, names: Sequence[str], students: int, say: Say) -> int:
    """Say the mistakes of the tasks with these names. Returns how many of them are charged unfairly.

    Without names, only the unfair ones of all tasks are said, and all are written to docs/fairness.md.
    """
    found: list[tuple[str, Cost]] = []
    for task, costs_of_task in for_each_task(course, costs, chosen_tasks(course, names), students):
        say(block(task, (cost for cost in costs_of_task if cost.problems or names)))
        found += [(task, cost) for cost in costs_of_task]
    unfair = sum(bool(cost.problems) for _, cost in found)
    say(f"{len(found)} mistakes, {unfair} of them charged unfairly, for {students} students each")
    if not names:
        rows = [table_row([f"`{task}`", one.name, one.subject, one.points, f"{one.worth:g}"]) for task, one in found]
        write_page(course, PAGE, HEAD.format(students=students) + "".join(f"{row}\n" for row in rows))
    return unfair
