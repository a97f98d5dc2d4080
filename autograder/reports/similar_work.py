"""Find students whose code has unusually much in common: something to look at, and no verdict.

Only unusual code counts. What the course itself says in code (`own_code.expected`) weighs nothing. Of the rest, a run
of nodes that only two students have weighs 1, and one that all have weighs 0: so neither the natural way to write a
short function, nor code that follows the hints, makes two students alike.

The method is that of MOSS (Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for Document Fingerprinting",
SIGMOD 2003) without the winnowing, which notebooks are too short to need, and with the weights of "inverse document
frequency". We tried the library copydetect 0.5.0 (2024): it weighs all runs equally, so that independent answers with
the same idea have up to 60 % in common; its digests differ from process to process, so they cannot be kept; and it
compares each pair in Python, which takes minutes for a thousand students.
"""

import functools
import math
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.reports.fingerprints import RUN

# Calibrated with independent answers of real people to the same tasks, with copies of them, and with copies in which
# variables are renamed and functions reordered: tests/reports/test_similar_work.py.
LEAST_SHARE = 0.6  # of a unit's unusual code, for the unit to count as shared
LEAST_AMOUNT = 40  # weight of what is shared in such units
MOST_COMPARED = 4096  # codes, and pairs of codes, of which the comparison is kept: many students can have the same
SMALL_CLASS = 10  # in smaller classes, a run of nodes weighs as in one of this size
ROUNDING = 1e-6  # the same weights, added in another order


@dataclass(frozen=True)
class Alike:
    """Two students: the weight of what they share (`amount`), as a `share` of all that is unusual in the code of the
    first one, who has less of it; and `shared`, the digests of these runs of nodes."""

    students: tuple[str, str]
    share: float
    amount: float
    shared: frozenset[int]


def alike(fingerprints: Iterable[tuple[str, bytes]], most: int) -> list[Alike]:
    """At most so many pairs of students who have unusually much in common, those with most first. The fingerprints have
    only unusual runs of nodes.

    What is kept for each student is a few hundred bytes, and pairs are compared only if they can be among these: a
    class can have thousands of students, and hundreds of them can have the same code.
    """
    everyone = _Class(fingerprints)
    best: list[Alike] = []
    for number in range(len(everyone.students)):
        bar = best[-1].amount + ROUNDING if len(best) == most else 0.0
        shared = everyone.shared_with_later(number)
        for other in np.flatnonzero(shared > max(bar, LEAST_AMOUNT - 1)):
            if len(best) < most or shared[other] > best[-1].amount + ROUNDING:
                found = everyone.compared(number, int(other))
                best += [found] if found.amount >= LEAST_AMOUNT else []
                best = sorted(best, key=lambda one: (-one.amount, one.students))[:most]
    return best


class _Class:
    """The students, their runs, and which students have a run in common.

    `_digests` are the runs that several students have, `_owners` the numbers of these students, run after run: those of
    a run are at `_next[run] : _ends[run]`. `shared_with_later` moves `_next`, so it must be called for all students in
    turn. Code that many students have is kept once.
    """

    def __init__(self, fingerprints: Iterable[tuple[str, bytes]]):
        self._totals = functools.lru_cache(MOST_COMPARED)(self._total)
        self._compared = functools.lru_cache(MOST_COMPARED)(self._compare)
        codes: dict[bytes, int] = {}
        # In the order of their names: among many equal pairs, it decides which are found.
        owners = sorted((student, codes.setdefault(own, len(codes))) for student, own in fingerprints)
        self.students = [student for student, _ in owners]
        self._code_of = array("l", [code for _, code in owners])
        self._starts = np.cumsum([0, *(len(own) // RUN.itemsize for own in codes)])
        self._runs = np.frombuffer(b"".join(codes), dtype=RUN)
        del codes
        self._digests, self._counts = self._shared_runs()
        self._ends = np.cumsum(self._counts)
        self._owners = np.zeros(self._counts.sum(), dtype=np.int32)
        self._next = self._ends - self._counts
        for number, code in enumerate(self._code_of):
            columns = self._columns(code)
            self._owners[self._next[columns]] = number
            self._next[columns] += 1
        self._next = self._ends - self._counts

    def _shared_runs(self) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
        """The runs that several students have, and how many have each."""
        digests = np.unique(self._runs["digest"])
        counts = np.zeros(len(digests), dtype=np.int32)
        for code in self._code_of:
            counts[np.searchsorted(digests, np.unique(self._of_code(code)["digest"]))] += 1
        return digests[counts > 1], counts[counts > 1]

    def shared_with_later(self, number: int) -> NDArray[np.float64]:
        """The weight of the runs that a student shares with each later one."""
        shared = np.zeros(len(self.students))
        columns = self._columns(self._code_of[number])
        self._next[columns] += 1  # past this student
        places = zip(
            self._next[columns].tolist(), self._ends[columns].tolist(), self._counts[columns].tolist(), strict=True
        )
        for start, end, count in places:
            if start < end:
                shared[self._owners[start:end]] += _weight(count, len(self.students))
        return shared

    def compared(self, one: int, other: int) -> Alike:
        """What two students share in units of which they share most."""
        totals = {number: self._totals(self._code_of[number]) for number in (one, other)}
        less, more = sorted((one, other), key=lambda number: (totals[number], self.students[number]))
        share, amount, shared = self._compared(self._code_of[less], self._code_of[more])
        return Alike((self.students[less], self.students[more]), share, amount, shared)

    def _total(self, code: int) -> float:
        """The weight of all runs of some code."""
        return float(self._weights(np.unique(self._of_code(code)["digest"])).sum())

    def _compare(self, less: int, more: int) -> tuple[float, float, frozenset[int]]:
        """Share and weight of what two codes share in units of which they share most, and all that they share."""
        own = self._of_code(less)
        shared = np.isin(own["digest"], self._of_code(more)["digest"])
        weights = self._weights(own["digest"])
        units = np.bincount(own["unit"], weights)
        common = np.bincount(own["unit"], weights * shared)
        amount = float(common[(units > 0) & (common >= LEAST_SHARE * units)].sum())
        share = min(amount / self._total(less), 1.0) if amount else 0.0
        return share, amount, frozenset(own["digest"][shared].tolist())

    def _of_code(self, code: int) -> NDArray[np.void]:
        return self._runs[self._starts[code] : self._starts[code + 1]]

    def _columns(self, code: int) -> NDArray[np.intp]:
        """The places in `_digests` of the runs of some code that several students have."""
        own = np.unique(self._of_code(code)["digest"])
        place = np.searchsorted(self._digests, own)
        columns: NDArray[np.intp] = place[_at(self._digests, place) == own]
        return columns

    def _weights(self, digests: NDArray[np.uint32]) -> NDArray[np.float64]:
        """What runs of nodes weigh; 1 if only one student has them."""
        place = np.searchsorted(self._digests, digests)
        shared = _at(self._digests, place) == digests
        counts = np.where(shared, _at(self._counts, place), 1)
        return np.array([_weight(count, len(self.students)) for count in counts])


def _at(values: NDArray[Any], places: NDArray[np.intp]) -> NDArray[Any]:
    """The values at these places; 0 after the last one."""
    found: NDArray[Any] = np.append(values, values.dtype.type(0))[places]
    return found


def _weight(count: int, students: int) -> float:
    """What a run of nodes weighs that so many students have."""
    return 1.0 if count <= 2 else max(0.0, 1 - math.log(count / 2) / math.log(max(students, SMALL_CLASS) / 2))
