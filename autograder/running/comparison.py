"""Compare a run over a class with the last one."""

from collections.abc import Callable, Mapping

from autograder.gradebook.changes import ERROR, NO_PENALTY, UNREADABLE, Basis, basis_of, changes_between
from autograder.gradebook.last_run import LastRun
from autograder.gradebook.recorded import Key, Recorded
from autograder.running.class_run import ClassRun


def compared(
    run: ClassRun,
    recorded_before: Mapping[Key, Recorded],
    recorded_now: Mapping[Key, Recorded],
    last: LastRun,
    is_chosen: Callable[[Key], bool],
) -> LastRun:
    """What this run, which was about the chosen submissions, leaves and has changed.

    Where there is no record of the last run, the gradebook as it was before this one is compared (`recorded_before`). A
    submission that never had a score, because the student only had an extension for example, has no change.
    """
    before = {key: basis_of(recorded, {}) for key, recorded in recorded_before.items()} | dict(last.scores)
    before = {key: basis for key, basis in before.items() if is_chosen(key) and not basis.is_first}
    after = {}
    for key, recorded in recorded_now.items():
        if is_chosen(key):
            known = last.scores.get(key)
            parts = run.parts.get(key) or (known.parts if known else {})  # a file that is gone keeps its parts
            after[key] = basis_of(recorded, parts, _problem(run, key, known))
    others = {key: basis for key, basis in last.scores.items() if not is_chosen(key)}
    new = sum(basis.score is not None for key, basis in after.items() if key not in before)
    return LastRun({**others, **after}, changes_between(before, after), new)


def _problem(run: ClassRun, key: Key, known: Basis | None) -> str:
    """Why a submission has no score, or not the right one; "" if nothing is wrong."""
    if key in run.recorder.failures:
        return NO_PENALTY
    if key in run.results:
        status = run.results[key].status
        return status if status in (UNREADABLE, ERROR) else ""
    return known.problem if known and known.problem != NO_PENALTY else ""  # this run has computed the penalty
