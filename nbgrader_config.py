"""nbgrader's configuration of this course. Keep the call of `configure`; write your own settings below it."""

from autograder.course.nbgrader_config import configure

c = get_config()  # noqa: F821  nbgrader defines it
configure(c, __file__)
