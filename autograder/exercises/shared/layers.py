"""The layers that hidden tests pass to students' functions as `layer`. Students read their docstrings in the feedback.

No layer returns a view of its argument: every result is copied on its way to the student's process, so that only the
visible checks can test this.
"""

import numpy as np

from autograder.sandbox import pure


class Affine:
    # The layer x -> weights @ x + bias. `noise` is the size of a rounding error that depends on all inputs.

    __name__ = "layer"

    def __init__(self, weights, bias=None, noise=0.0):
        self.given = np.asarray(weights)
        self.weights = np.asarray(weights, dtype=float)
        self.bias = np.zeros(len(self.weights)) if bias is None else np.asarray(bias, dtype=float)
        self.noise = noise
        pure(self)

    @property
    def __doc__(self):
        rounded = f", with rounding errors of about {self.noise:g}" if self.noise else ""
        matrix = np.array2string(self.given, separator=", ", prefix="W = ")
        return f"W @ x + b{rounded}\nb = {self.bias.tolist()}\nW = {matrix}"

    @property
    def likely_arguments(self):
        """Zeros, and each input alone."""
        m = self.weights.shape[1]
        return [np.zeros(m), *np.eye(m)]

    def __call__(self, x):
        x = np.asarray(x, dtype=float)
        if x.shape != self.weights.shape[1:]:  # no ValueError: the student's function must raise it itself
            raise TypeError(f"this layer has {self.weights.shape[1]} inputs, but x has the shape {x.shape}")
        error = self.noise * np.sin(1000 * x.sum() + np.arange(len(self.weights)))
        return self.weights @ x + self.bias + error


SIZES = [(0.001,), (1.5, 2.5), (1, 2, 3, 4, 5)]  # of weights
SIGNS = [(1,), (-1,), (1, -1)]


def drawn_layer(rng, connected, sizes, signs, bias, noise):
    """A layer with these connections and random weights. The bias of each output is `bias` or `-bias`."""
    weights = connected * rng.choice(sizes, connected.shape) * rng.choice(signs, connected.shape)
    return Affine(weights, bias * rng.choice([-1, 1], len(connected)), noise)


def connections(rng, shape, symmetric=False):
    """About as many True as False. No row or column is all False, no two are alike, and no row is all True. Some column
    has several."""
    n, m = shape
    while True:
        chosen = rng.random(shape) < 0.5
        chosen = np.triu(chosen) | np.triu(chosen).T if symmetric else chosen
        distinct = len(set(map(tuple, chosen))) == n and len(set(map(tuple, chosen.T))) == m
        connected = chosen.any(axis=1).all() and chosen.any(axis=0).all()
        if distinct and connected and not chosen.all(axis=1).any() and chosen.sum(axis=0).max() > 1:
            return chosen
