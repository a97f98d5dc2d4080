"""Turn the cells of a submission into the program that the sandbox runs.

Functions are graded, not the notebook's form. Students and tools may delete, copy, move or rename cells, and lose all
metadata. A function is found wherever it is defined.
"""

import ast
import functools
import re
import time
import warnings
from collections.abc import Sequence

from autograder.course.compressed import ready
from autograder.course.config import Course, Exercise
from autograder.course.probes import probes_of
from autograder.grading import recorded_tests
from autograder.grading.released_cells import released, restored
from autograder.sandbox import PROBE, Cell, Program, defined
from autograder.sandbox.work_limits import DeadlineExceeded, until
from autograder.submissions.notebook import TOOLKIT, NotebookCell

LONGEST_MAGIC = 200_000  # characters of a cell that is translated: IPython reads it once a magic
TRANSLATION_SECONDS = 5  # for all cells of a notebook; honest ones take milliseconds
MOST_KNOWN, LONGEST_KNOWN = 500, 20_000  # texts of cells that are kept, because many students have them; characters


def to_program(cells: Sequence[NotebookCell], exercise: Exercise) -> Program:
    """What runs before any function is called: the release's given cells, the student's code cells, and the probes.

    Cells of the release that were turned into text are code again. The release's toolkit and checks are left out: they
    say nothing about the student's functions, and take time.
    """
    release = released(exercise)
    done = {cell.source.strip() for cell in release if cell.role == "check" or cell.grade_id == TOOLKIT}
    given = [cell.source for cell in release if cell.role == "given" and cell.kind == "code"]
    deadline = time.monotonic() + TRANSLATION_SECONDS
    own = enumerate((cell.source for cell in restored(cells, exercise) if cell.kind == "code"), start=1)
    return Program(
        tuple(Cell(f"given cell {number}", source, ready(source)) for number, source in enumerate(given, start=1)),
        tuple(
            Cell(f"cell {number}", python_source(source, deadline))
            for number, source in own
            if source.strip() and source.strip() not in done
        ),
        off_limits=exercise.off_limits,
        off_limits_reason=exercise.off_limits_reason,
        packages=exercise.packages,
        probes=_probes(exercise),
    )


def _probes(exercise: Exercise) -> tuple[Cell, ...]:
    """The functions of the course that run behind the student's code: of the exercise, and the reader of own tests."""
    own = tuple(Cell(PROBE.format(probe.task), probe.source) for probe in probes_of(exercise))
    return (*own, recorded_tests.CELL) if exercise.own_tests else own


def python_source(source: str, deadline: float | None = None) -> str:
    """A cell's source without magics: unchanged if it is Python, otherwise as IPython translates it.

    The grader's own process translates. So a cell that is not translated at the deadline (a time of `time.monotonic`)
    stays unchanged.
    """
    deadline = time.monotonic() + TRANSLATION_SECONDS if deadline is None else deadline
    timed = re.match(r"(?:\s*%%(?:time|timeit|capture|prun)\b.*\n)+", source)
    if timed:  # these lines stay empty, so that line numbers stay the same
        return "\n" * timed[0].count("\n") + python_source(source[timed.end() :], deadline)
    if len(source) > LONGEST_MAGIC or time.monotonic() > deadline or _parses(source):
        return source
    from IPython.core.inputtransformer2 import TransformerManager  # slow to import, and few notebooks need it

    try:
        with warnings.catch_warnings(action="ignore"), until(deadline):
            translated = str(TransformerManager().transform_cell(source))
    except (Exception, DeadlineExceeded):  # it is the student's text: a SyntaxError will say so when the cell runs
        return source
    return translated if _parses(translated) else source


def _parses(source: str) -> bool:
    return _known_parses(source) if len(source) <= LONGEST_KNOWN else _known_parses.__wrapped__(source)


@functools.lru_cache(MOST_KNOWN)
def _known_parses(source: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def exercise_of(cells: Sequence[NotebookCell], course: Course) -> Exercise | None:
    """The exercise whose tasks appear most often in the notebook's cell ids and definitions; None if none does."""
    ids = {cell.grade_id for cell in cells}
    names = set().union(*(defined(cell.source) for cell in cells if cell.kind == "code"))

    def count(exercise: Exercise) -> int:
        return sum((name in ids) + (name in names) for name in exercise.task_names)

    best = max(course.exercises, key=count, default=None)
    return best if best and count(best) else None
