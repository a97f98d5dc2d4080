"""Show what the check prints as the summary of a job of GitHub Actions, too."""

import contextlib
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

MOST = 500_000  # characters: GitHub shows a summary of at most one megabyte


@contextlib.contextmanager
def also_in(path: Path | None) -> Iterator[None]:
    """Add everything that the block prints to a file of Markdown, as a block of code. With None, do nothing."""
    if path is None:
        yield
        return
    copy = _Copy(sys.stdout)
    try:
        with contextlib.redirect_stdout(copy):
            yield
    finally:
        text = copy.getvalue()[:MOST].strip("\n")
        fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{fence}text\n{text}\n{fence}\n")


class _Copy(io.StringIO):
    """Keeps what is written, and writes it to a stream as well."""

    def __init__(self, stream: io.TextIOBase):
        super().__init__()
        self.stream = stream

    def write(self, text: str) -> int:
        self.stream.write(text)
        return super().write(text)

    def flush(self) -> None:
        self.stream.flush()
