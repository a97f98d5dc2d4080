"""Define what a result says about a known mistake."""

from dataclasses import dataclass, field
from typing import Any

IN_SUMMARY = "only in a summary"  # marks a field that is not in the JSON of a result


@dataclass(frozen=True, slots=True)
class NamedMistake:
    """A known mistake in a task. `explains` has the names of the tests that fail because of it.

    `section` is the section of the notes that treats the subject; "" if there is none. In a summary, `shortest` is the
    size of the smallest counterexample that shows the mistake; 0 if there is none.
    """

    name: str
    explanation: str = ""
    hint: str = ""
    section: str = ""
    explains: tuple[str, ...] = ()
    shortest: int = field(default=0, compare=False, metadata={IN_SUMMARY: True})

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "NamedMistake":
        """The mistake from its JSON."""
        return cls(**data | {"explains": tuple(data["explains"])})
