"""Tries: warn and log and print without end, in a call.

Must: nothing of it is kept or shown.
"""

# group: resources
# deserves: 0

# %%
import logging
import warnings

warnings.simplefilter("always")


def window_sums(x, size):
    while True:
        warnings.warn("x" * 1000)
        logging.error("y" * 1000)
