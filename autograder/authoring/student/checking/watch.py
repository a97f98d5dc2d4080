"""Check notebooks again whenever they are saved."""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from .report import shown

POLL_SECONDS = 0.5

Check = Callable[[], Path]  # checks one notebook, and returns its path
State = tuple[int, int] | None  # time and size of a file; None if it is not there


def watch(checks: Sequence[Check]) -> int:
    """Run the checks, and each of them again when its notebook is saved, until Ctrl-C. Returns the exit code."""
    try:
        watched = [_checked(check) for check in checks]
        _say_waiting([path for _, path, _ in watched])
        while True:
            time.sleep(POLL_SECONDS)
            for number, (check, path, state) in enumerate(watched):
                if state_of(path) != state and is_whole(path):
                    print(f"\n{'─' * 30} {shown(path)}, saved at {time.strftime('%H:%M:%S')} {'─' * 30}\n", flush=True)
                    watched[number] = _checked(check, path)
                    _say_waiting([path])
    except KeyboardInterrupt:
        print()
        return 0


def state_of(path: Path) -> State:
    """What changes when a file is saved."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size


def is_whole(path: Path) -> bool:
    """Whether the editor has written all of the file: it does not change any more, and a notebook is valid JSON."""
    before = state_of(path)
    time.sleep(POLL_SECONDS / 2)
    if before is None or state_of(path) != before:
        return False
    if path.suffix.lower() != ".ipynb":
        return True
    try:
        json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return True


def _checked(check: Check, path: Path | None = None) -> tuple[Check, Path, State]:
    """Run a check. The state is that from before: a file that is saved meanwhile is checked once more."""
    before = state_of(path) if path else None
    found = check()
    return check, found, before if found == path else state_of(found)


def _say_waiting(paths: Sequence[Path]) -> None:
    print(f"Waiting until you save {', '.join(map(shown, paths))}. Ctrl-C ends this.", flush=True)
