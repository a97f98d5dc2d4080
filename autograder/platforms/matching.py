"""Find out by the roster which student a platform means.

The first of these that fits decides: an id of the platform; a login, a student's id or an e-mail address; the name.
A name fits in any order, without accents, capital letters, spaces and signs: Canvas writes it as `lovelaceada`. If
several students fit, none is taken. Without a roster, a login and the name of a folder are the student's id.
"""

import functools
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from autograder.platforms.entry import Who
from autograder.platforms.roster import Roster, Student, plain_name
from autograder.submissions.class_folder import name_problem

UNKNOWN = "nobody in roster.csv has {}"
SEVERAL = "it could be {}"
ANONYMOUS = "the download is anonymous: turn that off in the platform, and download again"
NO_ROSTER = "there is no roster.csv yet: make roster FROM=FILE"
NEW_ID = "?"  # what a person has to write into a line of the roster


@dataclass(frozen=True)
class Unmatched:
    """A person whom the roster does not know: why, and the line of the roster that would change it."""

    who: Who
    why: str
    line: str = ""


class Matcher:
    """Finds students by what platforms call them."""

    def __init__(self, roster: Roster):
        self.roster = roster
        self._ids: dict[tuple[str, str], list[Student]] = defaultdict(list)
        self._names: dict[str, list[Student]] = defaultdict(list)
        self._logins: dict[str, list[Student]] = defaultdict(list)
        for student in roster.students:
            for platform, ids in student.ids.items():
                for one in ids:
                    self._ids[platform, one].append(student)
            for login in {student.id.casefold(), student.email.casefold()} - {""}:
                self._logins[login].append(student)
            for key in orders_of(student.name):
                self._names[key].append(student)

    def student_of(self, who: Who) -> str | Unmatched:
        """The id of the student, or why there is none."""
        if not self.roster:
            return self._without_roster(who)
        for found in self._candidates(who):
            if len(found) == 1:
                return found[0].id
            if found:
                return self._unmatched(who, SEVERAL.format(" or ".join(one.id for one in found)), found[0])
        return self._unmatched(who, UNKNOWN.format(who))

    def _candidates(self, who: Who) -> Iterable[list[Student]]:
        """The students who fit, by each rule."""
        yield self._ids.get((who.platform, who.id), []) if who.id else []
        logins = [text.casefold() for text in (who.login, who.email) if text]
        found = {one.id: one for login in logins for one in self._logins.get(login, [])}
        found |= {one.id: one for text in (who.login, who.email) for one in self._ids.get((who.platform, text), [])}
        yield list(found.values())
        key = squeezed(who.name)
        named = self._names.get(key, []) if key else []
        others = [one for one in named if not (who.id and one.on(who.platform)) or who.platform == "moodle"]
        yield others or self._logins.get(who.name.casefold(), [])

    def _without_roster(self, who: Who) -> str | Unmatched:
        if who.login and not who.login.startswith("anon_") and name_problem(who.login) is None:
            return who.login
        return self._unmatched(who, NO_ROSTER)

    def _unmatched(self, who: Who, why: str, student: Student | None = None) -> Unmatched:
        if who.login.startswith("anon_"):
            return Unmatched(who, ANONYMOUS)
        line = Student(NEW_ID, "" if student else plain_name(who.name), who.email)
        line = replace(line if student is None else student, ids=_with(student, who))
        return Unmatched(who, why, self.roster.line(line))


def _with(student: Student | None, who: Who) -> Mapping[str, tuple[str, ...]]:
    """The ids of a student on all platforms, with the one by which a platform names this person."""
    known = dict(student.ids) if student else {}
    own = who.id or who.login
    if own and who.platform != "plain":
        known[who.platform] = (*known.get(who.platform, ()), own)
    return known


def squeezed(name: str) -> str:
    """A name without accents, spaces and signs, in small letters."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).casefold()
    return "".join(char for char in plain if char.isalnum())


@functools.cache
def orders_of(name: str) -> frozenset[str]:
    """A name as platforms can order its parts: Ada Maria Lovelace, Lovelace Ada Maria, Maria Lovelace Ada."""
    parts = name.replace(",", " ").split()
    orders = (squeezed("".join(parts[start:] + parts[:start])) for start in range(len(parts)))
    return frozenset(order for order in orders if order)
