"""What was collected from students' repositories on GitHub, as files of a download.

`github_repositories.py` names them `<login>/<exercise>/<time>-<commit>/<file>`. The time is that of the commit, which
git takes from the clock of the student's machine.
"""

import datetime
import re
from collections.abc import Sequence

from autograder.platforms.container import Container
from autograder.platforms.entry import HandedIn, Who

NAME = "github"
STAMP = "%Y%m%dT%H%M%SZ"
SOURCE = re.compile(
    r"(?P<login>[^/]+)/(?P<exercise>[^/]+)/(?P<time>\d{8}T\d{6}Z)-(?P<commit>[0-9a-f]{40,64})/(?P<file>[^/]+)"
)


def looks_like(names: Sequence[str]) -> bool:
    """Never: such files come only from this program."""
    return False


def entries(container: Container, exercises: Sequence[str]) -> list[HandedIn]:
    """What was handed in. `exercises` are the names of all exercises."""
    return [_entry(source, match) for source in container.files if (match := SOURCE.fullmatch(source))]


def source_name(login: str, exercise: str, time: datetime.datetime, commit: str, file: str) -> str:
    """The name of a file in the download. `time` has a zone."""
    return f"{login}/{exercise}/{time.astimezone(datetime.UTC).strftime(STAMP)}-{commit}/{file}"


def commit_of(source: str) -> str | None:
    """The commit from which a file with this name was read."""
    match = SOURCE.fullmatch(source)
    return match["commit"] if match else None


def login_of(source: str) -> str | None:
    """The name on GitHub of the student from whose repository a file with this name was read."""
    match = SOURCE.fullmatch(source)
    return match["login"] if match else None


def _entry(source: str, match: re.Match[str]) -> HandedIn:
    time = datetime.datetime.strptime(match["time"], STAMP).replace(tzinfo=datetime.UTC)
    return HandedIn(Who(NAME, id=match["login"]), match["file"], source, match["exercise"], time)
