"""Compare a run over a class with the last one."""

from collections.abc import Callable, Iterator, Mapping

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
    before = {key: basis_of(one, {}) for key, one in recorded_before.items() if key not in last.scores}
    before = {key: basis for key, basis in {**before, **last.scores}.items() if is_chosen(key) and not basis.is_first}
    others = {key: basis for key, basis in last.scores.items() if not is_chosen(key)}
    chosen = recorded_now if all(map(is_chosen, recorded_now)) else _chosen(recorded_now, is_chosen)
    after = BasesNow(run, chosen, last)
    new = sum(basis.score is not None for key, basis in after.items() if key not in before)
    return LastRun({**others, **after} if others else after, changes_between(before, after), new)


def _chosen(recorded: Mapping[Key, Recorded], is_chosen: Callable[[Key], bool]) -> Mapping[Key, Recorded]:
    return {key: one for key, one in recorded.items() if is_chosen(key)}


class BasesNow(Mapping[Key, Basis]):
    """What decided each score that is recorded now. It is put together when it is asked for: a class can be large.

    Of a submission that this run has not read, the parts are those of the `last` run.
    """

    def __init__(self, run: ClassRun, recorded: Mapping[Key, Recorded], last: LastRun):
        self._run, self._recorded = run, recorded
        self._last: dict[Key, Basis] = {}
        for key, one in recorded.items():
            known = last.scores.get(key)
            if known is not None and (key not in run.results or run.parts_of(key, one) is None):
                self._last[key] = known

    def __getitem__(self, key: Key) -> Basis:
        one, known = self._recorded[key], self._last.get(key)
        parts = self._run.parts_of(key, one) or (known.parts if known else {})  # a file that is gone keeps its parts
        return basis_of(one, parts, _problem(self._run, key, known))

    def __iter__(self) -> Iterator[Key]:
        return iter(self._recorded)

    def __len__(self) -> int:
        return len(self._recorded)


def _problem(run: ClassRun, key: Key, known: Basis | None) -> str:
    """Why a submission has no score, or not the right one; "" if nothing is wrong."""
    if key in run.recorder.failures:
        return NO_PENALTY
    if key in run.results:
        status = run.results[key].status
        return status if status in (UNREADABLE, ERROR) else ""
    return known.problem if known and known.problem != NO_PENALTY else ""  # this run has computed the penalty
