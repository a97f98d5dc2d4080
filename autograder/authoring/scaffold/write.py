"""Write new files, all or none of them."""

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.course.paths import write_atomic
from autograder.errors import UsageError, display_path


@contextlib.contextmanager
def written(files: Mapping[Path, str], changes: Mapping[Path, str] | None = None) -> Iterator[None]:
    """Write new `files` and the new text of existing ones (`changes`), and keep them if the block succeeds.

    If anything fails, the new files and their folders are removed, and the existing ones are as before. Raises
    UsageError if a new file exists already.
    """
    existing = [path for path in files if path.exists() or path.is_symlink()]
    if existing:
        raise UsageError(f"{display_path(existing[0])} exists already. Nothing was written.")
    before = {path: path.read_bytes() for path in changes or {}}
    folders = [folder for path in files for folder in path.parents if not folder.exists()]
    try:
        for path, text in {**files, **(changes or {})}.items():
            write_atomic(path, text)
        yield
    except BaseException:  # also Ctrl-C
        for path in files:
            path.unlink(missing_ok=True)
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        for path, data in before.items():
            write_atomic(path, data)
        raise
