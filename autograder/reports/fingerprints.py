"""Describe code as numbers: a digest of each of its runs of nodes, which `similar_work.py` compares."""

import zlib
from collections.abc import Sequence

import numpy as np

from autograder.reports.own_code import Gram, grams

RUN = np.dtype([("digest", "<u4"), ("unit", "<u2")])  # a run of nodes, and the number of its unit
LAST_UNIT = 2**16 - 1

Code = Sequence[Sequence[str]]  # the nodes of each unit


def digest(run: Gram) -> int:
    """A run of nodes as a number, the same in each process. Two of a million runs can have the same number."""
    return zlib.crc32(" ".join(run).encode("utf-8", "surrogatepass"))


def fingerprint(code: Code) -> bytes:
    """The runs of nodes in some code: items of RUN, sorted."""
    runs = {(digest(run), min(number, LAST_UNIT)) for number, unit in enumerate(code) for run in grams(unit)}
    return np.array(sorted(runs), dtype=RUN).tobytes()


def unusual(runs: bytes, usual: frozenset[int]) -> bytes:
    """A fingerprint without the runs that have these digests, which weigh nothing."""
    own = np.frombuffer(runs, dtype=RUN)
    return own[[one not in usual for one in own["digest"].tolist()]].tobytes()
