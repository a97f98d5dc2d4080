"""Read the files that count from a student's git repository, whatever is in it.

The repository is cloned without its files being written: they are read as objects. So nothing in it is a path on this
machine, no link is followed, and no hook, filter or submodule of it runs.
"""

import datetime
import hashlib
import os
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.errors import Unreadable
from autograder.platforms.container import clean_name
from autograder.platforms.github_settings import git_environment
from autograder.submissions.filenames import MAX_FILES, candidates, exercises_in, printable_name
from autograder.submissions.formats import size_problem

SECONDS = 120  # that cloning may take
FILES = ("100644", "100755")  # git's modes of regular files: links and submodules have others
SAFE = ("protocol.ext.allow=never", "core.hooksPath=/dev/null", "credential.helper=", "transfer.fsckObjects=true")
ORIGINALS = "originals"  # the folder of the handout with the notebooks as they were received
EMPTY = "the repository is empty"
MOST = f"the repository has more than {MAX_FILES} files"
SLOW = f"cloning took longer than {SECONDS} seconds"
LONGEST = 200  # characters of git's message


@dataclass(frozen=True)
class Blob:
    """A file in a commit: git's name for its bytes, and their number."""

    id: str
    size: int


@dataclass(frozen=True)
class Committed:
    """A file that a student has committed: its name, its bytes, and the last commit that changed it, with its time."""

    file: str
    data: bytes
    commit: str
    time: datetime.datetime


class Repository:
    """The newest commit of a repository's main branch. Use it as a context manager. Raises Unreadable."""

    def __init__(self, address: str):
        self._address = address
        self._folder = tempfile.TemporaryDirectory(prefix="autograder-git-")
        try:
            self._git("clone", "--bare", "--quiet", "--single-branch", "--no-tags", "--", address, self._folder.name)
            self.files = self._files()
        except BaseException:
            self._folder.cleanup()
            raise

    def __enter__(self) -> "Repository":
        return self

    def __exit__(self, *error: object) -> None:
        self._folder.cleanup()

    def read(self, exercise: str, exercises: Sequence[str], released: bytes, is_for_it_alone: bool) -> list[Committed]:
        """The files that can be the exercise's notebook. Those that are as they were `released` do not count.

        `is_for_it_alone` says that everything in the repository is for this exercise.
        """
        chosen = self._chosen(exercise, exercises, released, is_for_it_alone)
        counts = Counter(path.name for path in chosen)
        return [
            self._committed(path, clean_name(path.name if counts[path.name] == 1 else "-".join(path.parts)))
            for path in chosen
        ]

    def _chosen(
        self, exercise: str, exercises: Sequence[str], released: bytes, is_for_it_alone: bool
    ) -> list[PurePosixPath]:
        usual = PurePosixPath(exercise, f"{exercise}.ipynb")
        received = {_blob_id(released)}
        original = self.files.get(PurePosixPath(ORIGINALS, usual.name))
        if original is not None:
            received.add(original.id)
        changed = [path for path, blob in self.files.items() if blob.id not in received]
        if usual in changed:
            return [usual]
        own = [
            path
            for path in changed
            if is_for_it_alone or exercise in path.parts[:-1] or exercise in exercises_in(path.name, exercises)
        ]
        return candidates(own, exercise, exercises)

    def _committed(self, path: PurePosixPath, name: str) -> Committed:
        blob = self.files[path]
        problem = size_problem(blob.size)
        if problem is not None:
            raise Unreadable(f"{printable_name(str(path))}: {problem}")
        log = self._git("log", "-1", "--format=%ct %H", "HEAD", "--", f":(literal){path}").decode().split()
        try:
            seconds, commit = log
            time = datetime.datetime.fromtimestamp(int(seconds), datetime.UTC)
        except (ValueError, OverflowError, OSError):
            raise Unreadable(f"{printable_name(str(path))}: its commit has no possible time") from None
        return Committed(name, self._git("cat-file", "blob", blob.id), commit, time)

    def _files(self) -> Mapping[PurePosixPath, Blob]:
        try:
            self._git("rev-parse", "--quiet", "--verify", "HEAD^{commit}")
        except Unreadable:
            raise Unreadable(EMPTY) from None
        listed = self._git("ls-tree", "-r", "-z", "--long", "HEAD").split(b"\0")
        if len(listed) > MAX_FILES:
            raise Unreadable(MOST)
        return dict(_entries(listed))

    def _git(self, *arguments: str) -> bytes:
        """What git prints. Raises Unreadable with its message, in which there is no token."""
        where = () if arguments[0] == "clone" else ("--git-dir", self._folder.name)
        options = [part for one in SAFE for part in ("-c", one)]
        environment = os.environ | git_environment(self._address)
        try:
            done = subprocess.run(
                ["git", *options, *where, *arguments], env=environment, stdin=subprocess.DEVNULL,
                capture_output=True, timeout=SECONDS, cwd=Path(tempfile.gettempdir()),
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise Unreadable(SLOW) from None
        if done.returncode:
            raise Unreadable(_reason(done.stderr.decode("utf-8", "replace")))
        return done.stdout


def _entries(listed: Sequence[bytes]) -> Iterator[tuple[PurePosixPath, Blob]]:
    """The regular files in git's list, whose names are UTF-8."""
    for line in filter(None, listed):
        head, _, name = line.partition(b"\t")
        mode, _, blob, size = head.decode("ascii").split()
        try:
            path = PurePosixPath(name.decode("utf-8"))
        except UnicodeDecodeError:
            continue
        if mode in FILES:
            yield path, Blob(blob, int(size))


def _reason(errors: str) -> str:
    """What git says is wrong, without the address, so that the same reason is the same text."""
    lines = errors.strip().splitlines() or ["git failed"]
    first = next((line for line in lines if line.startswith("fatal: ")), lines[-1])
    words = re.sub(r"'[^']*'", "", first.removeprefix("fatal: ")).split()
    return printable_name(" ".join(words).rstrip("."))[:LONGEST]


def _blob_id(data: bytes) -> str:
    """Git's name for these bytes."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
