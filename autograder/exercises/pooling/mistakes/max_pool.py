"""How `max_pool` goes wrong."""

from ...shared.pooling import MaxPooling, PlanePool


class MaxPool(MaxPooling, PlanePool, task="max_pool"):
    """The largest value of each window of an array (H, W)."""
