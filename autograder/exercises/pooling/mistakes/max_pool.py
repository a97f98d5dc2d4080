"""How `max_pool` goes wrong."""

from ...shared.pooling import MaxPooling


class MaxPool(MaxPooling, task="max_pool"):
    """The largest value of each window of an array with two axes."""
