"""Spare the garbage collector what stays: modules and their objects are many, and contain little garbage."""

import contextlib
import gc
from collections.abc import Iterator

LIMITS = 20_000, 10, 10  # new objects before a collection (gc.set_threshold)


@contextlib.contextmanager
def importing() -> Iterator[None]:
    """Collect nothing in the block, and do not look later through what it has made."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def collect_now() -> None:
    """Collect what was left, and do not look again through what stays: tests, results that are kept, packages."""
    gc.collect()
    gc.freeze()
