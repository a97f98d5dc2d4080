"""A course.toml and an exercise.toml, and a course made of them."""

from autograder.course.loading import load_course

COURSE = """
[course]
id = "c"
title = "T"
seed = 1
order = ["sums"]
packages = ["numpy>=2"]

[limits]
call_seconds = 3
"""
EXERCISE = """
title = "Sums"
packages = ["scipy>=1.11"]
off_limits = ["numpy.convolve"]

[points]
window_sums = 2
window_means = 1.5

[limits]
memory_mb = 512
"""


def load(root, course=COURSE, exercise=EXERCISE, folder="exercises"):
    """The course with these texts as its files, in the folder `root`."""
    (root / folder / "sums").mkdir(parents=True)
    (root / folder / "sums" / "exercise.toml").write_text(exercise, encoding="utf-8")
    (root / "course.toml").write_text(course, encoding="utf-8")
    return load_course(root)
