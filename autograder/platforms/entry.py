"""One file that a person handed in, as a platform names it."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Who:
    """How a platform names a person. What it does not say is ""."""

    platform: str
    id: str = ""
    name: str = ""
    login: str = ""
    email: str = ""

    def __str__(self) -> str:
        """All that is known, for a message."""
        more = [text for text in (self.login, self.email, self.id) if text and text != self.name]
        return f"{self.name} ({', '.join(more)})" if self.name and more else self.name or ", ".join(more)


@dataclass(frozen=True)
class HandedIn:
    """A file in a download.

    `file` is the student's own name for it, and `source` its name in the download. `title` is the assignment, if the
    download names it. A `time` without a zone is in that of the platform's server. A larger `attempt` is a later one.
    `late` says that the platform marks it as late. `timestamp` is nbgrader's timestamp.txt beside it, in the download.
    """

    who: Who
    file: str
    source: str
    title: str = ""
    time: datetime.datetime | None = None
    late: bool = False
    attempt: tuple[int, ...] = ()
    timestamp: str = ""
