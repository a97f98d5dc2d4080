"""Diagnose the wrong answers of a course, and pairs of mistakes: are they named? `make diagnose` writes the table."""

import random
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from autograder.course.config import Course, Exercise
from autograder.grading import general_mistakes
from autograder.grading.misconceptions import model_of
from autograder.grading.mistake_model import choices_of, missing_checks_of, slips_of
from autograder.proving.answers import Answer, pairs, wrong_answers
from autograder.proving.composed import composed_pairs
from autograder.proving.every_task import chosen_tasks, for_each_task
from autograder.proving.judge import Judgement, judge
from autograder.proving.pages import Say, block, table_row, write_page

MOST_PAIRS = 40  # of the wrong answers of one task
COMPOSED = 12  # pairs that are composed of each task's model
PAGE = "diagnosis"
HEAD = """\
# Diagnosis

Written by `make diagnose`. The wrong answers are those of `wrong/` in the exercises' folders, as students write them:
with one slip or missing check, and with two that change different lines. The composed pairs are two random mistakes of
a task's model that both change results of legal calls, or accept illegal calls. An answer is *named* if all its
mistakes are named; *one* counts answers of which at least one mistake is named; *wrong* counts answers for which
a mistake is named that they do not have.

*Tried* is how often a diagnosis computes the result of a call with some slips, at the median; *ms* is the time of
a diagnosis, at the median, on the machine that wrote this page.

"""
COLUMNS = (
    "task", "slips", "with outcomes", "checks", "alone", "named", "wrong", "pairs", "named", "one", "wrong",
    "composed", "named", "one", "wrong", "tried", "ms",
)  # fmt: skip


@dataclass
class Score:
    """How many answers had all names, at least one, and a wrong one."""

    count: int = 0
    all: int = 0
    some: int = 0
    wrong: int = 0
    tried: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    others: list[str] = field(default_factory=list)  # a line for each answer with another diagnosis than expected

    def add(self, answer: object, wanted: set[str], found: Judgement) -> None:
        """Count one answer."""
        names = set(found.names)
        self.count += 1
        self.all += wanted <= names
        self.some += bool(wanted & names)
        self.wrong += bool(names - wanted)
        self.tried.append(found.tried)
        self.milliseconds.append(found.milliseconds)
        if names != wanted or found.unexplained:
            self.others.append(f"{answer} -> {', '.join(found.names) or 'no name'}; {len(found.unexplained)} of "
                               f"{len(found.failing)} failing tests unexplained")  # fmt: skip

    def __add__(self, other: "Score") -> "Score":
        values = ((getattr(self, name), getattr(other, name)) for name in self.__dataclass_fields__)
        return Score(*(one + two for one, two in values))


@dataclass(frozen=True)
class Row:
    """One task: the size of its model, and the scores of its answers alone, in pairs, and composed."""

    slips: int
    choices: int
    checks: int
    alone: Score
    pairs: Score
    composed: Score

    def cells(self) -> list[object]:
        """The cells of the table."""
        both = self.alone + self.pairs + self.composed
        alone, two, composed = self.alone, self.pairs, self.composed
        return [
            self.slips, self.choices, self.checks, alone.count, alone.all, alone.wrong,
            two.count, two.all, two.some, two.wrong, composed.count, composed.all, composed.some, composed.wrong,
            round(statistics.median(both.tried or [0])), round(statistics.median(both.milliseconds or [0])),
        ]  # fmt: skip

    def __add__(self, other: "Row") -> "Row":
        return Row(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def expected(exercise: Exercise, task: str, names: Sequence[str]) -> set[str]:
    """The names that a diagnosis should give: several missing checks have one name together."""
    checks = {check.name for check in missing_checks_of(model_of(exercise, task))} & set(names)
    several = {general_mistakes.SEVERAL_CHECKS_MISSING.name} if len(checks) > 2 else checks
    return (set(names) - checks) | several


def row(course: Course, exercise: Exercise, task: str) -> Row:
    """Diagnose the answers of a task."""
    model, two = model_of(exercise, task), list(pairs(exercise, task))
    chosen = random.Random(task).sample(two, min(len(two), MOST_PAIRS))
    return Row(
        len(slips_of(model)),
        len(choices_of(model)),
        len(missing_checks_of(model)),
        _score(course, exercise, task, wrong_answers(exercise, task)),
        _score(course, exercise, task, chosen),
        _score(course, exercise, task, composed_pairs(course, exercise, task, COMPOSED)),
    )


def _score(course: Course, exercise: Exercise, task: str, answers: Iterable[Answer]) -> Score:
    total = Score()
    for answer in answers:
        total.add(answer, expected(exercise, task, answer.slips), judge(course, exercise, task, answer.function))
    return total


def diagnose(course: Course, names: Sequence[str], say: Say) -> None:
    """Say the table of the tasks with these names, and each answer with another diagnosis than expected.

    Without names, all tasks are diagnosed, and the table is written to docs/diagnosis.md.
    """
    lines = [table_row(COLUMNS), table_row(["---"] + ["--:"] * (len(COLUMNS) - 1))]
    say("\n".join(lines))
    total: Row | None = None
    for task, found in for_each_task(course, row, chosen_tasks(course, names)):
        lines.append(table_row([f"`{task}`", *found.cells()]))
        total = found if total is None else total + found
        say(block(lines[-1], (found.alone + found.pairs + found.composed).others if names else ()))
    if total is not None:
        lines.append(table_row(["**all**", *total.cells()]))
        say(lines[-1])
    if not names:
        write_page(course, PAGE, HEAD + "\n".join(lines) + "\n")
