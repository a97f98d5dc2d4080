"""Gradescope: "Export Submissions" of a programming assignment, a zip archive.

It has one folder for each submission that counts, `assignment_12_export/submission_345/…`, and beside these
`submission_metadata.yml`, with Ruby's symbols as keys: for each folder its `:submitters` (`:name`, `:sid`, `:email`;
several in a group) and `:created_at`, with a zone.

Source: ucbds-infra/otter-grader, otter/assign and the GradescopeParser of earlier versions (metadata parsers), and the
sample of submission_metadata.yml in the tests of public readers of it (`:created_at: 2026-04-26 17:34:00.861687000 Z`).
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import yaml

from autograder.errors import Unreadable, UsageError
from autograder.platforms.container import Container
from autograder.platforms.entry import HandedIn, Who

NAME = "gradescope"
METADATA = "submission_metadata.yml"
UNREADABLE = f"{METADATA} in the export cannot be read ({{}}). Export the submissions again."


class _Loader(yaml.SafeLoader):  # type: ignore[misc]  # it has no types
    """A loader that takes what Ruby adds to YAML (`!ruby/…`) for nothing."""


_Loader.add_multi_constructor("!", lambda loader, suffix, node: None)


def looks_like(names: Sequence[str]) -> bool:
    """Whether these files are from Gradescope."""
    return any(PurePosixPath(name).name == METADATA for name in names)


def entries(container: Container, exercises: Sequence[str]) -> list[HandedIn]:
    """What was handed in. `exercises` are the names of all exercises. Each one of a group has handed in its files."""
    found = []
    for source, data in _metadata(container).items():
        root = PurePosixPath(source).parent
        for folder, submission in data.items():
            if isinstance(submission, Mapping):
                inside = root / str(folder)
                found += [one for path in _below(container, inside) for one in _files(path, inside, submission)]
    return found


def _metadata(container: Container) -> dict[str, Mapping[Any, Any]]:
    found = {}
    for source in container.files:
        if PurePosixPath(source).name == METADATA:
            try:
                data = yaml.load(container.read(source), Loader=_Loader)
            except (yaml.YAMLError, Unreadable, ValueError, RecursionError) as error:
                raise UsageError(UNREADABLE.format(str(error).splitlines()[0])) from None
            found[source] = data if isinstance(data, Mapping) else {}
    return found


def _below(container: Container, folder: PurePosixPath) -> Iterator[PurePosixPath]:
    return (path for path in map(PurePosixPath, container.files) if folder in path.parents)


def _files(path: PurePosixPath, folder: PurePosixPath, submission: Mapping[Any, Any]) -> Iterator[HandedIn]:
    time = submission.get(":created_at")
    for person in submission.get(":submitters") or [{}]:
        if isinstance(person, Mapping):
            name, sid, email = (str(person.get(key) or "") for key in (":name", ":sid", ":email"))
            who = Who(NAME, sid, name, sid, email)
            yield HandedIn(who, str(path.relative_to(folder)), str(path), time=_with_zone(time))


def _with_zone(time: object) -> datetime.datetime | None:
    """A time of the metadata. YAML turns those with a zone into UTC."""
    if not isinstance(time, datetime.datetime):
        return None
    return time if time.tzinfo is not None else time.replace(tzinfo=datetime.UTC)
