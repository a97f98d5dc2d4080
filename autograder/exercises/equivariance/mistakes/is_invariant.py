"""How `is_invariant` goes wrong."""

from autograder.grading.mistake_model import decision

from ..comparing import Testing


class IsInvariant(Testing, task="is_invariant"):
    """Whether f(g(x)) = f(x) for every input."""

    invariance_instead = None  # it is right here

    @decision(about="everything")
    def sides(self, f, g, x):
        """What is compared."""
        return f(g(x)), f(x)

    @sides.slip("In the notes' example, does the output [0, 1, 0] move or does it stay the same?")
    def equivariance_instead(self, f, g, x):
        """You compare f(g(x)) with g(f(x)), which is equation 1. Invariant means that f(g(x)) equals f(x)."""
        return f(g(x)), g(f(x))
