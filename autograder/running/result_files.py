"""Write what is made of a submission: the entry of the result cache, the autograded notebook and the feedback page.

A worker that sees the class's folder writes them itself: on the same machine, or on another one with the same disk.
Otherwise it sends them, and the recorder writes them.
"""

import contextlib
import functools
import secrets
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from traitlets.config import Config

from autograder.course.nbgrader_config import file_mode
from autograder.course.paths import ClassPaths, write_atomic
from autograder.submissions.class_folder import SIDECARS, SidecarFiles

TOKEN_FILE = ".run"  # in a class's build folder


@dataclass(frozen=True)
class ResultFiles:
    """The files of a class's submissions. `mode` and `is_shared` say who may write to the notebooks.

    `token` is in TOKEN_FILE: another process that finds it there sees the folder of this class, and in this run.
    """

    paths: ClassPaths
    mode: int | None = None
    is_shared: bool = False
    token: str = ""

    @classmethod
    def of(cls, paths: ClassPaths, config: Config) -> "ResultFiles":
        """The files of a class with this configuration."""
        return cls(paths, file_mode(config), bool(config.CourseDirectory.get("groupshared", False)))

    def announced(self) -> "ResultFiles":
        """The same, with a token for workers."""
        token = secrets.token_hex(16)
        write_atomic(self.paths.build / TOKEN_FILE, token)
        return ResultFiles(self.paths, self.mode, self.is_shared, token)

    @property
    def are_here(self) -> bool:
        """Whether this process sees the folder of the class."""
        return bool(self.token) and _has_token(self.paths.build, self.token)

    def write_entry(self, student: str, exercise: str, entry: bytes) -> None:
        """Write the entry of the result cache."""
        write_atomic(self.paths.result(student, exercise), entry)

    def write(self, student: str, exercise: str, page: str, notebook: str, sidecars: SidecarFiles) -> None:
        """Write page and notebook, and nbgrader's own files beside them. Without a `notebook`, there is none."""
        target = self.paths.feedback(student, exercise)
        folder = self.paths.autograded / student / exercise
        if folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)
        write_atomic(target, page)
        for name in SIDECARS:
            target.with_name(name).unlink(missing_ok=True)
        for name, data in sidecars:
            write_atomic(target.with_name(name), data)
        if notebook:
            for name, data in sidecars:
                write_atomic(folder / name, data, self.mode)
            write_atomic(folder / f"{exercise}.ipynb", notebook, self.mode)
            self._share(folder)

    def _share(self, folder: Path) -> None:
        """Let the instructors' group write to the folder, if nbgrader is configured so."""
        if self.is_shared:
            for shared in (folder, folder.parent, self.paths.autograded):
                with contextlib.suppress(PermissionError):
                    shared.chmod(stat.S_IMODE(shared.stat().st_mode) | 0o2770)


def _has_token(build: Path, token: str) -> bool:
    try:
        return _read_token(build, token)
    except OSError:
        return False


@functools.lru_cache(1)  # an error is not kept: on a network disk, the file can appear later
def _read_token(build: Path, token: str) -> bool:
    return (build / TOKEN_FILE).read_text(encoding="utf-8") == token
