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

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.reports.own_code import Gram, grams

# Calibrated with independent answers of real people to the same tasks, with copies of them, and with copies in which
# variables are renamed and functions reordered: tests/reports/test_similar_work.py.
LEAST_SHARE = 0.6  # of a unit's unusual code, for the unit to count as shared
LEAST_AMOUNT = 40  # weight of what is shared in such units
SMALL_CLASS = 10  # in smaller classes, a run of nodes weighs as in one of this size
CHUNK = 4096  # runs of nodes that are compared at a time

Code = Sequence[Sequence[str]]  # the nodes of each unit


@dataclass(frozen=True)
class Alike:
    """Two students: the weight of what they share (`amount`), as a `share` of all that is unusual in the code of the
    first one, who has less of it; and `shared`, the runs of nodes."""

    students: tuple[str, str]
    share: float
    amount: float
    shared: frozenset[Gram]


def alike(codes: Mapping[str, Code], usual: frozenset[Gram]) -> list[Alike]:
    """The pairs that have unusually much in common, those with most first. `usual` runs of nodes weigh nothing."""
    own = {student: frozenset(one for unit in code for one in grams(unit)) - usual for student, code in codes.items()}
    counts = Counter(one for found in own.values() for one in found)
    weights = {one: _weight(count, len(codes)) for one, count in counts.items()}
    totals = {student: sum(weights[one] for one in found) for student, found in own.items()}
    pairs = []
    for pair in _candidates(own, weights):
        less, more = sorted(pair, key=lambda student: (totals[student], student))
        shared = own[less] & own[more]
        amount = sum(_shared_weight(unit, shared, weights) for unit in codes[less])
        if amount >= LEAST_AMOUNT:
            pairs.append(Alike((less, more), min(amount / totals[less], 1.0), amount, shared))
    return sorted(pairs, key=lambda one: (-one.amount, one.students))


def _weight(count: int, students: int) -> float:
    """What a run of nodes weighs that so many students have."""
    return 1.0 if count <= 2 else max(0.0, 1 - math.log(count / 2) / math.log(max(students, SMALL_CLASS) / 2))


def _candidates(own: Mapping[str, frozenset[Gram]], weights: Mapping[Gram, float]) -> list[tuple[str, str]]:
    """The pairs that share enough at all."""
    students, counts = list(own), Counter(one for found in own.values() for one in found)
    columns = [one for one, count in counts.items() if count > 1 and weights[one] > 0]
    place = {one: number for number, one in enumerate(columns)}
    rows = [np.array([place[one] for one in found if one in place], dtype=int) for found in own.values()]
    shared = np.zeros((len(students), len(students)))
    for start in range(0, len(columns), CHUNK):
        has = np.zeros((len(students), min(CHUNK, len(columns) - start)), dtype=np.float32)
        for number, row in enumerate(rows):
            has[number, row[(row >= start) & (row < start + CHUNK)] - start] = 1
        heavy = np.array([weights[one] for one in columns[start : start + CHUNK]], dtype=np.float32)
        shared += (has * heavy) @ has.T
    found = np.argwhere(np.triu(shared, k=1) >= LEAST_AMOUNT - 1)
    return [(students[one], students[other]) for one, other in found]


def _shared_weight(unit: Sequence[str], shared: Collection[Gram], weights: Mapping[Gram, float]) -> float:
    """The weight of what a unit shares, if that is most of what is unusual in it."""
    own = {one for one in grams(unit) if one in weights}
    total, common = sum(weights[one] for one in own), sum(weights[one] for one in own if one in shared)
    return common if total and common >= LEAST_SHARE * total else 0.0
