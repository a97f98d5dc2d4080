"""Print how many of the repository's own wrong answers are named correctly, alone and in pairs.

    python -m tests.diagnosis.table             prints the table and writes docs/diagnosis.md
    python -m tests.diagnosis.table TASK        prints one task, and each answer with another diagnosis
"""

import argparse
import random
import statistics
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.course.config import Course, Exercise
from autograder.course.loading import load_course
from autograder.grading import general_mistakes
from autograder.grading.mistake_model import choices_of, missing_checks_of, slips_of
from autograder.grading.misconceptions import model_of
from tests.diagnosis.answers import Answer, pairs, right_answers, wrong_answers
from tests.diagnosis.judge import Judgement, judge

MOST_PAIRS = 40  # of one task
REPOSITORY = Path(__file__).resolve().parents[2]


def expected(exercise: Exercise, task: str, answer: Answer) -> set[str]:
    """The names that a diagnosis should give: several missing checks have one name together."""
    checks = {check.name for check in missing_checks_of(model_of(exercise, task))} & set(answer.slips)
    several = {general_mistakes.SEVERAL_CHECKS_MISSING.name} if len(checks) > 2 else checks
    return (set(answer.slips) - checks) | several


class Score:
    """How many answers had all names, at least one, and a wrong one."""

    def __init__(self) -> None:
        self.all = self.some = self.wrong = self.count = 0
        self.milliseconds: list[float] = []

    def add(self, wanted: set[str], found: Judgement) -> bool:
        """Count one answer. Returns whether its diagnosis is what it should be."""
        names = set(found.names)
        self.count += 1
        self.all += wanted <= names
        self.some += bool(wanted & names)
        self.wrong += bool(names - wanted)
        self.milliseconds.append(found.milliseconds)
        return names == wanted and not found.unexplained


def score(course: Course, exercise: Exercise, task: str, answers: Iterable[Answer], verbose: bool) -> Score:
    """Diagnose the answers. With `verbose`, print those whose diagnosis is not what it should be."""
    total = Score()
    for answer in answers:
        wanted, found = expected(exercise, task, answer), judge(course, exercise, task, answer.function)
        if not total.add(wanted, found) and verbose:
            print(f"    {answer} -> {', '.join(found.names) or 'no name'}; unexplained {len(found.unexplained)} of "
                  f"{len(found.failing)} failing tests")  # fmt: skip
    return total


def row(course: Course, exercise: Exercise, task: str, verbose: bool) -> str:
    """The row of a task."""
    model = model_of(exercise, task)
    for answer in right_answers(exercise, task):
        found = judge(course, exercise, task, answer.function)
        if found.failing and verbose:
            print(f"    {answer} -> fails {', '.join(found.failing)}")
    alone = score(course, exercise, task, wrong_answers(exercise, task), verbose)
    both = list(pairs(exercise, task))
    chosen = random.Random(task).sample(both, min(len(both), MOST_PAIRS))
    two = score(course, exercise, task, chosen, verbose)
    times = alone.milliseconds + two.milliseconds
    return _row([
        f"`{task}`", len(slips_of(model)), len(choices_of(model)), len(missing_checks_of(model)),
        *_named(alone), *_named(two), f"{statistics.median(times):.0f}" if times else "",
    ])  # fmt: skip


def _named(total: Score) -> list[str]:
    return [str(total.count), str(total.all), str(total.some), str(total.wrong)]


def _row(cells: Sequence[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


HEAD = (
    "| task | slips | with outcomes | checks | alone | named | | wrong name | pairs | both named | one | wrong name "
    "| ms |\n|" + " --- |" * 13
)


def main() -> int:
    """Print the table, and write it into the docs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", nargs="*")
    chosen = parser.parse_args().task
    course = load_course(REPOSITORY)
    print(HEAD)
    for exercise in course.exercises:
        for task in exercise.task_names:
            if not chosen or task in chosen:
                print(row(course, exercise, task, bool(chosen)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
