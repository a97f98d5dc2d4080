"""How `is_equivariant` goes wrong."""

from ..comparing import Testing


class IsEquivariant(Testing, task="is_equivariant"):
    """Whether equation 1 holds for every input."""
