"""The layers that hidden graders give to students' functions as `layer`. Students read in the feedback what one is.

None of them returns a view of its argument: every result is copied on its way to the student's process, so that trap
shows in the visible checks only.
"""

import numpy as np

from autograder.sandbox import pure


class Affine:
    """The layer x -> weights @ x + bias. `noise` is the size of a rounding error that depends on all inputs."""

    __name__ = "layer"

    def __init__(self, weights, bias=None, noise=0.0):
        self.weights = np.asarray(weights, dtype=float)
        self.bias = np.zeros(len(self.weights)) if bias is None else np.asarray(bias, dtype=float)
        self.noise = noise
        pure(self)
        rounded = f", with rounding errors of about {noise:g}" if noise else ""
        matrix = np.array2string(np.asarray(weights), separator=", ", prefix="W = ")
        self.__doc__ = f"W @ x + b{rounded}\nb = {self.bias.tolist()}\nW = {matrix}"

    def __call__(self, x):
        x = np.asarray(x, dtype=float)
        if x.shape != self.weights.shape[1:]:  # no ValueError: that would be the student's own promise
            raise TypeError(f"this layer has {self.weights.shape[1]} inputs, x has the shape {x.shape}")
        error = self.noise * np.sin(1000 * x.sum() + np.arange(len(self.weights)))
        return self.weights @ x + self.bias + error


def weights(rng, shape, share=0.5):
    """Positive integers in about this share of the places: no row or column is empty, no two are alike."""
    n, m = shape
    while True:
        chosen = rng.random(shape) < share
        distinct = len(set(map(tuple, chosen))) == n and len(set(map(tuple, chosen.T))) == m
        connected = chosen.any(axis=1).all() and chosen.any(axis=0).all()
        if distinct and connected and not chosen.all(axis=1).any():
            return np.where(chosen, rng.integers(1, 6, shape), 0)
