"""Compare a run over a class with the last one."""

from collections.abc import Callable

from autograder.gradebook.changes import ERROR, NO_PENALTY, UNREADABLE, Basis, basis_of, changes_between
from autograder.gradebook.database import Gradebook
from autograder.gradebook.last_run import LastRun
from autograder.gradebook.recorded import Key
from autograder.running.class_run import ClassRun


def compared(run: ClassRun, gradebook: Gradebook, last: LastRun, is_chosen: Callable[[Key], bool]) -> LastRun:
    """What this run, which was about the chosen submissions, leaves and has changed.

    Where there is no record of the last run, the gradebook as it was before this run is compared.
    """
    before = {key: basis_of(recorded, {}) for key, recorded in run.before.items()} | dict(last.scores)
    before = {key: basis for key, basis in before.items() if is_chosen(key)}
    after = {}
    for key, recorded in gradebook.recorded().items():
        if is_chosen(key):
            known = last.scores.get(key)
            parts = run.parts.get(key) or (known.parts if known else {})  # a file that is gone keeps its parts
            after[key] = basis_of(recorded, parts, _problem(run, key, known))
    others = {key: basis for key, basis in last.scores.items() if not is_chosen(key)}
    return LastRun({**others, **after}, changes_between(before, after), len(after.keys() - before.keys()))


def _problem(run: ClassRun, key: Key, known: Basis | None) -> str:
    """Why a submission has no score, or not the right one; "" if nothing is wrong."""
    if key in run.recorder.failures:
        return NO_PENALTY
    if key not in run.results:
        return known.problem if known else ""
    status = run.results[key].status
    return status if status in (UNREADABLE, ERROR) else ""
