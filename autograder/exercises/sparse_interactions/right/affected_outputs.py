"""Right answers for `affected_outputs`, in different styles."""

import numpy as np


def large_step_downwards(layer, m, j):
    if min(j, m - 1 - j) < 0:
        raise ValueError
    x = np.full(m, 7.0)
    before = layer(x.copy())
    x[j] -= 1000
    changes = (before - layer(x)).tolist()
    return tuple(i for i, change in enumerate(changes) if change * change > 1e-8)


def small_step(layer, m, j):
    if not -1 < j < m:
        raise ValueError
    step = 0.125
    x = np.ones(m, dtype=np.float32)
    before = np.array(layer(x))
    x[j] += step
    slope = (layer(x) - before) / step
    return np.argwhere(np.abs(slope) > 1e-4).ravel()


def tried_at_random_places(layer, m, j):
    if j < 0 or j > m - 1:
        raise ValueError
    rng = np.random.default_rng()
    changed = False
    for _ in range(5):
        x = rng.normal(size=m)
        y = x.copy()
        y[j] = x[j] + rng.uniform(1, 10)
        changed = changed | (np.abs(layer(y) - layer(x)) > 1e-5)
    return np.flatnonzero(changed).astype(float)


def all_weights_by_least_squares(layer, m, j):
    if j < 0 or j >= m:
        raise ValueError
    inputs = np.vstack([np.zeros(m), np.eye(m), -np.eye(m)])
    outputs = np.array([layer(x) for x in inputs])
    with_bias = np.column_stack([inputs, np.ones(len(inputs))])
    weights, *_ = np.linalg.lstsq(with_bias, outputs, rcond=None)
    return [i for i, weight in enumerate(weights[j]) if abs(weight) > 1e-5]


def recursion(layer, m, j):
    if not 0 <= j < m:
        raise ValueError
    x = np.zeros(m)
    bias = layer(x).copy()
    x[j] = 1
    return _places(np.abs(layer(x) - bias) > 1e-6, 0)


def _places(mask, start):
    if len(mask) == 0:
        return []
    return [start] * bool(mask[0]) + _places(mask[1:], start + 1)


class _Examiner:
    """A callable object."""

    threshold = 1e-4

    def __call__(self, layer, m, j):
        if not 0 <= j < m:
            raise self.NoSuchInputError(j)
        probe = np.stack([np.zeros(m), 100 * (np.arange(m) == j)])
        spread = np.ptp([layer(x) for x in probe], axis=0)
        return np.arange(spread.size)[spread > self.threshold]

    class NoSuchInputError(ValueError):
        pass


callable_object = _Examiner()
