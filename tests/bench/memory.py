"""Measure the memory of `make grade`, from a small class to a large one: `python -m tests.bench.memory`.

--sizes SMALL LARGE   the numbers of submissions (100 10000)
--real                grade really; otherwise, grading is canned (canned.py), which takes two minutes for 10,000
"""

import argparse
import tempfile
from pathlib import Path

from autograder.course.loading import load_course
from tests.bench import runs
from tests.bench.classes import REPOSITORY, authors, course_folder, submit

SIZES = 100, 10_000
PARTS = ("parent", "the command"), ("worker", "a worker"), ("together", "all processes")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs=2, default=SIZES, metavar=("SMALL", "LARGE"))
    parser.add_argument("--real", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="memory-") as folder:
        small, large = (measured(Path(folder) / str(size), size, options.real) for size in options.sizes)
    for name, what in PARTS:
        least, most = getattr(small, name), getattr(large, name)
        print(f"memory of {what}, {options.sizes[1]} relative to {options.sizes[0]}: "
              f"{most:.0f} to {least:.0f} MB, {most / least:.2f}")  # fmt: skip


def measured(folder: Path, size: int, real: bool = False) -> runs.Run:
    """The first run over a new class of this size."""
    course_folder(folder)
    submit(folder, authors(load_course(REPOSITORY), "pooling"), size)
    return runs.grade(folder) if real else runs.canned(folder)


if __name__ == "__main__":
    main()
