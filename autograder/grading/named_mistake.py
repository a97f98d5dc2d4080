"""Define what a result says about a known mistake."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class NamedMistake:
    """A known mistake in a task. `explains` has the names of the tests that fail because of it.

    `section` is the section of the notes that treats the subject; "" if there is none.
    """

    name: str
    explanation: str = ""
    hint: str = ""
    section: str = ""
    explains: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "NamedMistake":
        """The mistake from its JSON."""
        return cls(**data | {"explains": tuple(data["explains"])})
