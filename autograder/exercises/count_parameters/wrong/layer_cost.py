"""The mistakes in `layer_cost`, as students write them."""

import numpy as np


def sharing_saves_nothing(kind, m, n, k=None):
    if kind == "dense":
        k = m
    elif kind not in ("sparse", "shared") or k is None:
        raise ValueError("bad kind or no k")
    if m < 1 or n < 1 or k < 1 or k > m:
        raise ValueError("bad size")
    return k * n, k * n


def sharing_saves_runtime_too(kind, m, n, k=None):
    if m <= 0 or n <= 0:
        raise ValueError
    if kind == "dense":
        return [m * n, m * n]
    if kind not in ["sparse", "shared"] or k is None or not 0 < k <= m:
        raise ValueError
    return [k * n] * 2 if kind == "sparse" else [k] * 2


def shares_in_a_sparse_layer(kind, m, n, k=None):
    kinds = {"dense": (m * n, m * n)}
    if kind != "dense" and (k is None or k < 1 or k > m):
        raise ValueError("k")
    if kind not in ("dense", "sparse", "shared") or min(m, n) < 1:
        raise ValueError("kind or size")
    return np.array(kinds.get(kind) or (k, n * k))


def multiplications_come_first(kind, m, n, k=None):
    if kind not in {"dense", "sparse", "shared"} or m < 1 or n < 1:
        raise ValueError
    if kind != "dense" and (k is None or k not in range(1, m + 1)):
        raise ValueError
    runtime = m * n if kind == "dense" else n * k
    storage = k if kind == "shared" else runtime
    return runtime, storage


def k_connections_of_each_input(kind, m, n, k=None):
    if m < 1 or n < 1 or kind not in ("dense", "sparse", "shared"):
        raise ValueError
    if kind == "dense":
        return m * n, m * n
    if k is None or k < 1 or m < k:
        raise ValueError
    connections = sum(k for _ in range(m))
    return (connections if kind == "sparse" else k), connections


def runtime_of_a_dense_layer(kind, m, n, k=None):
    if kind != "dense" and kind != "sparse" and kind != "shared":
        raise ValueError("unknown kind")
    if any(size < 1 for size in (m, n)) or (kind != "dense" and (k is None or k < 1 or k > m)):
        raise ValueError("illegal size")
    weights = np.ones((n, m))
    parameters = {"dense": lambda: weights.size, "sparse": lambda: n * k, "shared": lambda: k}[kind]()
    return parameters, weights.size


def one_shared_parameter(kind, m, n, k=None):
    if m < 1 or n < 1:
        raise ValueError
    match kind:
        case "dense":
            return m * n, m * n
        case "sparse" | "shared" if k is not None and 1 <= k <= m:
            return (k * n, k * n) if kind == "sparse" else (1, k * n)
    raise ValueError


def counts_biases(kind, m, n, k=None):
    width = m if kind == "dense" else k
    if kind not in ("dense", "sparse", "shared") or width is None or width < 1 or width > m or n < 1:
        raise ValueError
    weights = width if kind == "shared" else width * n
    biases = n
    return np.float32(weights + biases), np.float32(width * n)


def counts_additions_too(kind, m, n, k=None):
    if kind not in ("dense", "sparse", "shared"):
        raise ValueError
    k = m if kind == "dense" else k
    if k is None or m < 1 or n < 1 or k < 1 or k > m:
        raise ValueError
    operations = 0
    for _ in range(n):
        operations += k + k
    return (k if kind == "shared" else n * k), operations


def positions_from_m_and_k(kind, m, n, k=None):
    if m < 1 or n < 1:
        raise ValueError
    if kind == "dense":
        return m * n, m * n
    if kind not in ("sparse", "shared") or k is None or k < 1 or k > m:
        raise ValueError
    return (k * n, k * n) if kind == "sparse" else (k, k * len(range(m - k + 1)))


def refuses_k_equal_to_m(kind, m, n, k=None):
    if kind == "dense" and m >= 1 and n >= 1:
        return m * n, m * n
    if kind not in ("sparse", "shared") or k is None or n < 1 or not 1 <= k < m:
        raise ValueError
    return {"sparse": k * n, "shared": k}[kind], k * n


def compares_k_with_n(kind, m, n, k=None):
    if kind not in ("dense", "sparse", "shared") or m < 1 or n < 1:
        raise ValueError
    if kind == "dense":
        return m * n, m * n
    if k is None or k < 1 or n < k:
        raise ValueError
    return np.array([n * k if kind == "sparse" else k, n * k], dtype=np.int32)


def asks_for_k_of_a_dense_layer(kind, m, n, k=None):
    if kind not in ["dense", "sparse", "shared"] or k is None:
        raise ValueError("kind and k are needed")
    if m < 1 or n < 1 or k < 1 or k > m:
        raise ValueError("sizes")
    return {"dense": [m * n, m * n], "sparse": [k * n, k * n], "shared": [k, k * n]}[kind]


def checks_k_of_a_dense_layer(kind, m, n, k=None):
    if kind not in ("dense", "sparse", "shared") or (kind != "dense" and k is None):
        raise ValueError
    for size in [m, n] if k is None else [m, n, k]:
        if size < 1:
            raise ValueError
    if k is not None and k > m:
        raise ValueError
    return (k if kind == "shared" else n * (m if kind == "dense" else k)), n * (m if kind == "dense" else k)


def accepts_other_kinds(kind, m, n, k=None):
    if min(m, n) < 1:
        raise ValueError
    if kind in ("sparse", "shared") and (k is None or k < 1 or k > m):
        raise ValueError
    costs = {"dense": lambda: (m * n, m * n), "sparse": lambda: (k * n, k * n), "shared": lambda: (k, k * n)}
    return costs[kind]()


def takes_other_kinds_for_shared(kind, m, n, k=None):
    if m < 1 or n < 1 or (kind != "dense" and (k is None or not 1 <= k <= m)):
        raise ValueError
    if kind == "dense":
        return m * n, m * n
    return [k * n if kind == "sparse" else k, k * n]


def accepts_a_missing_k(kind, m, n, k=None):
    if kind not in ("dense", "sparse", "shared") or m < 1 or n < 1:
        raise ValueError
    if kind == "dense":
        return m * n, m * n
    if k < 1 or k > m:
        raise ValueError
    return (k, k * n) if kind == "shared" else (k * n, k * n)


def accepts_k_above_m(kind, m, n, k=None):
    if kind == "dense":
        k = 1
    if kind not in ("dense", "sparse", "shared") or k is None or np.min([m, n, k]) < 1:
        raise ValueError
    connections = np.ones((n, m if kind == "dense" else k))
    return (len(connections[0]) if kind == "shared" else connections.size), connections.sum()


def accepts_k_below_1(kind, m, n, k=None):
    if m < 1 or n < 1 or kind not in ("dense", "sparse", "shared"):
        raise ValueError
    if kind != "dense" and (k is None or k > m):
        raise ValueError
    return (m * n, m * n) if kind == "dense" else (n * k if kind == "sparse" else k, n * k)


def accepts_n_below_1(kind, m, n, k=None):
    if kind == "dense":
        k = m
    if kind not in ("dense", "sparse", "shared") or k is None or not 1 <= k <= m:
        raise ValueError
    return np.array([1 if kind == "shared" else n, n]) * k


def accepts_sizes_below_1(kind, m, n, k=None):
    if kind == "dense":
        return m * n, m * n
    if kind not in ("sparse", "shared"):
        raise ValueError("kind")
    if k is None or k > m:
        raise ValueError("k")
    return (k, n * k) if kind == "shared" else (n * k, n * k)


def accepts_empty_dense_layers(kind, m, n, k=None):
    if kind == "dense":
        return np.prod([m, n]), np.prod([m, n])
    if kind not in ("sparse", "shared") or k is None or min(m, n, k) < 1 or max(m, k) != m:
        raise ValueError
    return (n * k, n * k) if kind == "sparse" else (k, n * k)


def accepts_zero(kind, m, n, k=None):
    if kind not in ("dense", "sparse", "shared") or m < 0 or n < 0:
        raise ValueError
    if kind == "dense":
        return m * n, m * n
    if k is None or k < 0 or k > m:
        raise ValueError
    return [k if kind == "shared" else k * n, k * n]


def checks_no_sizes(kind, m, n, k=None):
    if kind not in ("dense", "sparse", "shared"):
        raise ValueError
    if kind != "dense" and k is None:
        raise ValueError
    width = m if kind == "dense" else k
    return width * (n if kind != "shared" else 1), width * n


def checks_only_the_kind(kind, m, n, k=None):
    costs = {"dense": lambda: (m * n, m * n), "sparse": lambda: (k * n, k * n), "shared": lambda: (k, k * n)}
    if kind not in costs:
        raise ValueError(f"no kind {kind}")
    return costs[kind]()


def checks_nothing(kind, m, n, k=None):
    if kind == "dense":
        return m * n, m * n
    if kind == "sparse":
        return k * n, k * n
    if kind == "shared":
        return k, k * n
