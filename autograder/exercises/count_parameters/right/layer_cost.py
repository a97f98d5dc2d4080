"""Right answers for `layer_cost`, in different styles."""

from fractions import Fraction

import numpy as np


def counted_one_by_one(kind, m, n, k=None):
    if kind not in {"dense", "sparse", "shared"} or m < 1 or n < 1:
        raise ValueError
    if kind != "dense" and (k is None or k < 1 or k > m):
        raise ValueError
    width = m if kind == "dense" else k
    parameters, multiplications = set(), 0
    for output in range(n):
        for connection in range(width):
            parameters.add(connection if kind == "shared" else (output, connection))
            multiplications += 1
    return len(parameters), multiplications


def connection_matrix(kind, m, n, k=None):
    if kind not in ["dense", "sparse", "shared"]:
        raise ValueError
    if kind == "dense":
        k = m
    elif k is None:
        raise ValueError
    if min(m, n) <= 0 or k not in range(1, m + 1):
        raise ValueError
    members = np.zeros((n, m), dtype=int)
    members[:, :k] = np.arange(1, k + 1)
    if kind != "shared":
        members[members > 0] = np.arange(n * k) + 1
    return np.unique(members[members > 0]).size, np.count_nonzero(members)


def floats(kind, m, n, k=None):
    connections = float(m) if kind == "dense" else _connections(kind, m, k)
    if min(m, n, connections) < 1:
        raise ValueError
    return np.array([connections if kind == "shared" else connections * n, connections * n], dtype=np.float32)


def _connections(kind, m, k):
    if kind not in ("sparse", "shared") or k is None or k > m:
        raise ValueError
    return float(k)


def fractions(kind, m, n, k=None):
    if kind not in ("dense", "sparse", "shared") or (kind != "dense" and k is None):
        raise ValueError
    share = Fraction(1) if kind == "dense" else Fraction(k, max(m, 1))
    if m < 1 or n < 1 or not 0 < share <= 1:
        raise ValueError
    multiplications = share * m * n
    return multiplications / n if kind == "shared" else multiplications, multiplications


class _Cost:
    """A callable object."""

    def __init__(self, **reused):
        self.reused = reused

    def __call__(self, kind, m, n, k=None):
        self.check(kind, m, n, k)
        multiplications = n * (m if kind == "dense" else k)
        return (k if self.reused[kind] else multiplications), multiplications

    def check(self, kind, m, n, k):
        if kind not in self.reused:
            raise ValueError(kind)
        if any(size < 1 for size in (m, n)):
            raise ValueError("m and n")
        if kind != "dense" and not (k is not None and 1 <= k <= m):
            raise ValueError("k")


callable_object = _Cost(dense=False, sparse=False, shared=True)


class _IllegalSizeError(ValueError):
    pass


def recursion_and_an_error_of_its_own(kind, m, n, k=None):
    if kind == "dense":
        return recursion_and_an_error_of_its_own("sparse", m, n, m)
    if kind == "shared":
        return k, recursion_and_an_error_of_its_own("sparse", m, n, k)[1]
    if kind != "sparse" or k is None or not 1 <= k <= m or n < 1:
        raise _IllegalSizeError(f"there is no {kind} layer of {m}, {n}, {k}")
    return (n * k,) * 2
