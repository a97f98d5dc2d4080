"""Ways to write `layer_cost`, and what students with a slip write instead of a line."""

import numpy as np


def branches(kind, m, n, k=None):
    if m < 1:
        # ~ accepts_m_below_1: if False:
        raise ValueError("m")
    if n < 1:
        # ~ accepts_n_below_1: if False:
        raise ValueError("n")
    if kind == "dense":
        return m * n, m * n
        # ~ uses_k_in_a_dense_layer: return (m * n, m * n) if k is None else (k * n, k * n)
        # ~ counts_biases: return m * n + n, m * n
    if k is None:
        # ~ accepts_a_missing_k: if False:
        raise ValueError("k is missing")
    if k < 1:
        # ~ accepts_k_below_1: if False:
        raise ValueError("k is too small")
    if k > m:
        # ~ accepts_k_above_m: if False:
        # ~ refuses_k_equal_to_m: if k >= m:
        # ~ compares_k_with_n: if k > max(m, n):
        raise ValueError("k is too large")
    if kind == "sparse":
        return k * n, k * n
        # ~ shares_in_a_sparse_layer: return k, k * n
        # ~ k_connections_of_each_input: return k * m, k * m
        # ~ multiplies_all_three_sizes: return k * m * n, k * m * n
        # ~ squares_k: return k**2 * n, k**2 * n
    if kind == "shared":
        # ~ accepts_other_kinds: if True:
        return k, k * n
        # ~ sharing_saves_nothing: return k * n, k * n
        # ~ sharing_saves_runtime_too: return k, k
        # ~ one_shared_parameter: return 1, k * n
        # ~ one_parameter_for_each_output: return n, k * n
        # ~ positions_from_m_and_k: return k, k * (m - k + 1)
        # ~ k_connections_of_each_input: return k, k * m
        # ~ multiplies_all_three_sizes: return k, k * m * n
        # ~ squares_k: return k**2, k**2 * n
        # ~ runtime_of_a_dense_layer: return k, m * n
    raise ValueError("unknown kind")


def one_formula(kind, m, n, k=None):
    if kind == "dense":
        k = m
    elif kind not in ("sparse", "shared") or k is None:
        # ~ accepts_other_kinds: elif k is None:
        raise ValueError("kind or k")
    if min(m, n, k) < 1:
        # ~ accepts_zero: if min(m, n, k) < 0:
        # ~ accepts_empty_dense_layers: if kind != "dense" and min(m, n, k) < 1:
        # ~ refuses_sizes_of_1: if min(m, n, k) <= 1:
        raise ValueError("sizes")
    if k > m:
        # ~ refuses_k_above_n: if kind != "dense" and k > min(m, n):
        raise ValueError("an output cannot have so many connections")
    multiplications = 0
    for _ in range(n):
        multiplications += k
        # ~ counts_additions_too: multiplications += k + (k - 1)
        # ~ runtime_of_a_dense_layer: multiplications += m
    parameters = k if kind == "shared" else k * n
    # ~ counts_biases: parameters = (k if kind == "shared" else k * n) + n
    # ~ sharing_saves_nothing: parameters = k * n
    return parameters, multiplications
    # ~ multiplications_come_first: return multiplications, parameters


def table(kind, m, n, k=None):
    needs_k = kind != "dense"
    # ~ asks_for_k_of_a_dense_layer: needs_k = True
    if needs_k and (k is None or not 1 <= k <= m):
        # ~ checks_k_of_a_dense_layer: if (needs_k and k is None) or (k is not None and not 1 <= k <= m):
        # ~ accepts_a_missing_k: if k is not None and needs_k and not 1 <= k <= m:
        raise ValueError
    if m < 1 or n < 1:
        raise ValueError
    costs = {
        "dense": lambda: np.array([m * n, m * n]),
        "sparse": lambda: np.array([k * n, k * n]),
        "shared": lambda: np.array([k, k * n]),
        # ~ sharing_saves_runtime_too: "shared": lambda: np.array([k, k]),
    }
    if kind not in costs:
        raise ValueError
    return costs[kind]()
    # ~ returns_one_number: return costs[kind]()[0]
    # ~ counts_additions_too: return costs[kind]() * [1, 2]
    # ~ multiplications_come_first: return costs[kind]()[::-1]


def refuses_k_above_n__compares_k_with_n(kind, m, n, k=None):
    if kind not in ("dense", "sparse", "shared") or m < 1 or n < 1:
        raise ValueError
    if kind == "dense":
        return m * n, m * n
    if k is None or k < 1 or n < k:
        raise ValueError
    return n * k if kind == "sparse" else k, n * k
