"""Print what each mistake costs alone, beside the points of the tests that are about it.

    python -m tests.diagnosis.fairness            prints each mistake that costs too much, or more for some students
    python -m tests.diagnosis.fairness TASK ...   prints all mistakes of these tasks
    python -m tests.diagnosis.fairness --students 5

A mistake may fail only tests about its subject (`about=` of the mark `task`), and the same tests for every student.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course.config import Course, Exercise
from autograder.course.content import load_reference
from autograder.course.loading import load_course
from autograder.grading.hidden_tests import TestOutcome, collect
from autograder.grading.misconceptions import model_of
from tests.diagnosis.slipped import Mistake, is_about, mistakes
from tests.grading.in_process import run

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Cost:
    """What a mistake costs for the students, and what its tests are worth; what is not fair about it."""

    mistake: Mistake
    least: float
    most: float
    worth: float
    problems: tuple[str, ...]

    def __str__(self) -> str:
        cost = f"{self.most:g}" if self.least == self.most else f"{self.least:g} to {self.most:g}"
        subject = self.mistake.subject or "a check"
        text = f"{self.mistake.name:50} {subject:16} costs {cost:12} of {self.worth:g}"
        return "\n        ".join([text, *self.problems])


def cost(course: Course, exercise: Exercise, task: str, mistake: Mistake, students: int) -> Cost:
    """Run the hidden tests on the mistake for many students."""
    function = mistake.function(model_of(exercise, task), getattr(load_reference(exercise), task))
    runs = [run(collect(exercise), course, task, function, f"student {number}") for number in range(students)]
    failing = [frozenset(one.test for one in outcomes if one.error is not None) for outcomes in runs]
    about = {one.test for one in runs[0] if is_about(mistake, one.about)}
    lost = [sum(one.points for one in outcomes if one.error is not None) for outcomes in runs]
    return Cost(
        mistake,
        min(lost),
        max(lost),
        sum(one.points for one in runs[0] if one.test in about),
        tuple(_problems(mistake, failing, about, runs[0])),
    )


def _problems(
    mistake: Mistake, failing: list[frozenset[str]], about: set[str], outcomes: list[TestOutcome]
) -> Iterator[str]:
    always, ever = frozenset.intersection(*failing), frozenset.union(*failing)
    if not always:
        yield "no test detects it for every student"
    if ever - about:
        yield f"it also fails {', '.join(sorted(ever - about))}"
    if ever - always:
        yield f"it fails only for some students: {', '.join(sorted(ever - always))}"
    if mistake.subject and not about:
        yield f"no test is about {mistake.subject!r}"


def main() -> int:
    """Print the mistakes. Returns 1 if one is charged unfairly."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", nargs="*")
    parser.add_argument("--students", type=int, default=100)
    options = parser.parse_args()
    course, unfair, count = load_course(REPOSITORY), 0, 0
    for exercise in course.exercises:
        for task in exercise.task_names:
            if options.task and task not in options.task:
                continue
            print(f"{task}", flush=True)
            for mistake in mistakes(model_of(exercise, task)):
                found = cost(course, exercise, task, mistake, options.students)
                count += 1
                unfair += bool(found.problems)
                if found.problems or options.task:
                    print(f"    {found}", flush=True)
    print(f"{count} mistakes, {unfair} of them charged unfairly, for {options.students} students each")
    return 1 if unfair else 0


if __name__ == "__main__":
    sys.exit(main())
