"""Put the files that count into submitted/, and keep every other one.

What a person has put there or changed stays. Only files that `collect` wrote itself are replaced, and only by a later
attempt. Each file is written completely or not at all, and each step can be done again.
"""

import contextlib
import datetime
import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import NamedTuple

from autograder.course.paths import ClassPaths, write_atomic
from autograder.errors import Unreadable
from autograder.platforms.choosing import Received, latest, submitted_names
from autograder.platforms.collected import Collected, Key, Placed, attempts_folder
from autograder.submissions.filenames import candidates, is_ignored
from autograder.submissions.files import read_regular_file

TIMESTAMP = "timestamp.txt"
NEW, REPLACED, UNCHANGED, OTHER_TIME = "new", "replaced", "unchanged", "other time"
EARLIER, BY_HAND = "earlier", "by hand"
NOTHING = Placed("", {})


class Outcome(NamedTuple):
    """What happened to one submission: NEW, REPLACED, UNCHANGED, OTHER_TIME (only its time is another one), EARLIER (an
    earlier attempt than the one that is there) or BY_HAND (`stays` are the files that a person has put there). `chosen`
    are the files that count, of all that were `received`."""

    what: str
    chosen: Sequence[Received]
    received: int
    stays: Sequence[str] = ()


def place(
    paths: ClassPaths,
    collected: Collected,
    key: Key,
    received: Sequence[Received],
    exercises: Sequence[str],
    by_force: bool = False,
) -> Outcome:
    """Keep all files of a student for an exercise, and put those that count into submitted/.

    `by_force`: also in place of what a person has put there, of which a copy is kept. `exercises` are the names of all
    exercises.
    """
    kept = attempts_folder(paths, *key)
    for one in received:
        _keep(kept / one.kept_name, one.data)
    chosen = latest(received, key[1], exercises)
    wanted = submitted_names(chosen, key[1])
    new = _placed(chosen, wanted)
    path = paths.submission(*key).parent
    if path.is_symlink() or path.parent.is_symlink():
        return Outcome(BY_HAND, chosen, len(received), (path.name,))
    folder = _Folder(path, _digests(path), collected.placed.get(key, NOTHING))
    if folder.has(folder.before) and _is_earlier(new, folder.before):
        return Outcome(EARLIER, chosen, len(received))
    foreign = folder.in_the_way(new, key[1], exercises)
    if foreign and not (by_force and folder.keep_copies(foreign, kept)):
        return Outcome(BY_HAND, chosen, len(received), foreign)
    what = UNCHANGED if folder.has(new) and not foreign else REPLACED if folder.has_work else NEW
    collected.placed[key] = folder.write(wanted, new, foreign)
    if what == UNCHANGED and collected.placed[key].timestamp != folder.before.timestamp:
        what = OTHER_TIME
    return Outcome(what, chosen, len(received))


@dataclass(frozen=True)
class _Folder:
    """A student's folder for an exercise: the digests of the files `there`, and what was put there `before`."""

    path: Path
    there: Mapping[str, str]
    before: Placed

    @property
    def has_work(self) -> bool:
        """Whether there is a file that can be the student's."""
        return any(not is_ignored(name) for name in self.there)

    def has(self, placed: Placed) -> bool:
        """Whether these files are there, unchanged."""
        return bool(placed.files) and placed.files.items() <= self.there.items()

    def in_the_way(self, new: Placed, exercise: str, exercises: Sequence[str]) -> list[str]:
        """The files of a person that the new ones would replace, or that are graded now. Others can stay."""
        ours = {*self.before.files.items(), *new.files.items()}
        foreign = [name for name, digest in self.there.items() if (name, digest) not in ours and not is_ignored(name)]
        is_graded = not ours & {*self.there.items()}
        graded = candidates(map(PurePath, foreign), exercise, exercises) if is_graded else ()
        return [name for name in foreign if name in new.files or PurePath(name) in graded]

    def keep_copies(self, names: Collection[str], kept: Path) -> bool:
        """Keep a copy of each of a person's files. Returns whether that was possible: a link or a folder has none."""
        try:
            data = {name: read_regular_file(self.path / name) for name in names}
        except Unreadable:
            return False
        for name, content in data.items():
            _keep(kept / f"by-hand-{_digest(content)[:8]}-{name}", content)
        return True

    def write(self, wanted: Mapping[str, Received], new: Placed, foreign: Collection[str]) -> Placed:
        """Write the new files, and remove those that they replace. Returns what is to be remembered."""
        for name, one in wanted.items():
            if self.there.get(name) != one.digest:
                write_atomic(self.path / name, one.data)
        ours = {name for name, digest in self.before.files.items() if self.there.get(name) == digest}
        for name in (ours | {*foreign}) - {*wanted}:
            (self.path / name).unlink(missing_ok=True)
        return self._with_timestamp(new)

    def _with_timestamp(self, new: Placed) -> Placed:
        """Write timestamp.txt, or remove that of an earlier attempt. What a person has written there stays."""
        path = self.path / TIMESTAMP
        text = _text(path)
        if text is not None and text != self.before.timestamp:
            return new
        if new.timestamp and text != new.timestamp:
            write_atomic(path, new.timestamp)
        elif not new.timestamp and text is not None and self.has(new):  # the same file, from where no times are known
            return replace(new, timestamp=self.before.timestamp, time=self.before.time)
        elif not new.timestamp and text is not None:
            path.unlink()
        return new


def _placed(chosen: Sequence[Received], wanted: Mapping[str, Received]) -> Placed:
    one = chosen[-1].one
    text = chosen[-1].timestamp.decode("utf-8", "replace")
    if not text and one.time is not None:
        text = f"{one.time.astimezone(datetime.UTC).replace(tzinfo=None).isoformat(' ', 'seconds')} UTC"
    files = {name: own.digest for name, own in wanted.items()}
    late, (time, attempt) = any(own.one.late for own in chosen), chosen[-1].order
    return Placed(one.who.platform, files, text, late, time, attempt, tuple(own.one.source for own in chosen))


def _is_earlier(new: Placed, before: Placed) -> bool:
    """Whether both are known to be attempts in this order."""
    if new.files == before.files:
        return False
    if new.time and before.time:
        return new.time < before.time
    return new.platform == before.platform and bool(new.attempt) and new.attempt < before.attempt


def _digests(folder: Path) -> dict[str, str]:
    """The files in a folder, with their digests. Links and folders count as files that a person has put there."""
    found = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        try:
            found[path.name] = _digest(read_regular_file(path))
        except Unreadable as problem:
            found[path.name] = str(problem)
    return found


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _text(path: Path) -> str | None:
    if not path.exists():
        return None
    with contextlib.suppress(Unreadable):
        return read_regular_file(path).decode("utf-8", "replace")
    return ""


def _keep(path: Path, data: bytes) -> None:
    if not path.exists():
        write_atomic(path, data)
