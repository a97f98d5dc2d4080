"""Define what a result says about tests that a student wrote."""

import sys
from dataclasses import dataclass
from typing import Any

from autograder.grading.named_mistake import NamedMistake

MOST_TESTS = 50  # of a function, that are judged


@dataclass(frozen=True, slots=True)
class RejectedTest:
    """A student's own test that not all right answers pass. `why` says what is wrong with it.

    `expected` is what the student expects of this call, and `right` what right answers do; both "" if it is no call.
    """

    call: str
    why: str
    expected: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class JudgedTests:
    """What a student's own tests of `function` are worth: they notice so many of its known `mistakes`.

    `count` is the number of tests, of which at most MOST_TESTS are judged. `by_checks` says how many mistakes the
    visible checks of the notebook notice. `missed` is one that the tests do not notice. `several` is a test that
    notices nothing, because its call is illegal for several reasons. If tests are `rejected`, none of this is known.
    """

    function: str
    count: int
    mistakes: int
    by_checks: int
    noticed: int = 0
    rejected: tuple[RejectedTest, ...] = ()
    missed: NamedMistake | None = None
    several: str = ""

    @property
    def not_judged(self) -> int:
        """How many tests are too many."""
        return max(self.count - MOST_TESTS, 0)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "JudgedTests":
        """The value from its JSON."""
        missed = NamedMistake.from_json(data["missed"]) if data["missed"] is not None else None
        rejected = tuple(RejectedTest(**one) for one in data["rejected"])
        return cls(**data | {"rejected": rejected, "missed": missed})

    @classmethod
    def numbers_of(cls, data: dict[str, Any]) -> "JudgedTests":
        """The value from its JSON, without its texts."""
        rejected = (RejectedTest("", ""),) if data["rejected"] else ()
        count, mistakes, by_checks, noticed = (data[key] for key in ("count", "mistakes", "by_checks", "noticed"))
        return cls(sys.intern(data["function"]), count, mistakes, by_checks, noticed, rejected)
