"""Tries: raise exceptions whose text, name, cause and traceback are hostile objects.

Must: they are reported as the student's errors; the grader does not fail.
"""

# group: scores
# deserves: 0


# %%
class Meta(type):
    __name__ = property(lambda cls: 1 / 0)


class Hostile(ValueError, metaclass=Meta):
    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__
    __traceback__ = property(lambda self: 3)
    __cause__ = __context__ = property(lambda self: self)
    args = property(lambda self: 1 / 0)


def window_sums(x, size):
    raise Hostile


def window_means(x, size):
    raise SyntaxError("", (os, 10**30, [], "x" * 10**6))
