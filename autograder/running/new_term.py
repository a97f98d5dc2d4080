"""Archive everything of the last term: gradebook, submissions, results and pages. Propose a seed for the new one."""

import datetime
import glob
import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from traitlets.config import Config

from autograder.course.config import COURSE_FILE, EXERCISE_FILE, Course
from autograder.course.nbgrader_config import CONFIG_FILE, database_url, read_config
from autograder.course.paths import LOCK, UNFINISHED, ClassPaths, write_atomic
from autograder.errors import CourseError, UsageError, display_path
from autograder.gradebook import backups, database
from autograder.gradebook.database import existing, name_of
from autograder.gradebook.sqlite_file import BESIDE, file_of, is_held
from autograder.running.unfinished import Plan, begin, finish

COMMAND = "new-term"
FOLDER, NOTE = "archive", "term.txt"
EXCHANGE = "/usr/local/share/nbgrader/exchange"  # nbgrader's own default
EXPORT = "grades.csv"  # written by `nbgrader export`
MOST_SEED = 1_000_000
OTHER_DATABASE = (
    "The gradebook is the database {}, which has the last term's submissions. Archive it with pg_dump, name a new and "
    f"empty database in {CONFIG_FILE} (`db_url`), and run the same command again."
)
HELD = "Another program writes to {}: close it (the formgrader, nbgrader), and run the same command again."
IN_USE = "{} cannot be moved into {}/: {}. Move it there yourself, and run the same command again."


@dataclass(frozen=True)
class Archived:
    """The folder of the archive, the names of what is in it, and what the instructor has to do next."""

    folder: Path
    names: list[str]
    next_steps: list[str]


def begin_term(paths: ClassPaths, course: Course) -> Archived:
    """Move everything of the last term into a folder of `archive/`. If this is stopped, the same command completes it.

    Raises UsageError if there is nothing to archive.
    """
    config = read_config(paths)
    url = database_url(paths, config)
    file = file_of(url)
    with paths.locked():
        plan = begin(paths, [COMMAND], lambda: _plan(paths, url))
        folder = paths.root / FOLDER / plan["name"]
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / NOTE).exists():
            write_atomic(folder / NOTE, f"{course.title}\nseed = {course.seed}\narchived on {plan['name']}\n")
        for source, target in _parts(paths, file):
            _move(source, _free(folder / target))
        if file is not None and _is_empty_folder(backups.folder_of(file)):
            backups.folder_of(file).rmdir()
        finish(paths)
    names = sorted(path.name for path in folder.iterdir() if path.name != NOTE)
    return Archived(folder, names, [*_changes(course), *_exchange(config), "Run `make release`."])


def _plan(paths: ClassPaths, url: str) -> Plan:
    file = file_of(url)
    if file is None:
        with existing(url) as gradebook:
            if gradebook is not None and gradebook.has_submissions():
                raise UsageError(OTHER_DATABASE.format(name_of(url)))
    elif is_held(file, database.WAIT_SECONDS):
        raise CourseError(HELD.format(display_path(file)))
    if not any(source != paths.build or paths.results.exists() for source, _ in _parts(paths, file)):
        raise UsageError("There is nothing to archive: no gradebook, no submissions, no results.")
    today = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d")
    return {"name": _free(paths.root / FOLDER / today).name}


def _parts(paths: ClassPaths, file: Path | None) -> Iterator[tuple[Path, Path]]:
    """What is there of the last term, with its path in the archive. Last comes build/, which has the class's lock."""
    found: list[tuple[Path, Path]] = []
    if file is not None:
        found += [(path, Path(path.name)) for path in (file, *(file.with_name(file.name + end) for end in BESIDE))]
        kept = sorted(backups.folder_of(file).glob(f"{glob.escape(file.stem)}-*"))
        found += [(path, Path(backups.FOLDER, path.name)) for path in kept]
    found += [(path, Path(path.name)) for path in (paths.submitted, paths.collected, paths.roster, paths.root / EXPORT)]
    yield from (pair for pair in found if os.path.lexists(pair[0]) and not _is_empty_folder(pair[0]))
    if any(path.name != LOCK for path in paths.build.iterdir()):
        yield paths.build, Path(paths.build.name)


def _is_empty_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and not any(path.iterdir())


def _free(path: Path) -> Path:
    """This path, or one with a number if there is something at it."""
    names = [path.name, *(f"{path.name}-{number}" for number in range(2, 1000))]
    return next(one for one in map(path.with_name, names) if not os.path.lexists(one))


def _move(source: Path, target: Path) -> None:
    """Move a file or folder. If this is stopped, it is still at its place, or complete at the new one, or both."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        if source.lstat().st_dev == target.parent.stat().st_dev:
            source.rename(target)
        else:
            _copy_and_remove(source, target)
    except OSError as error:
        raise CourseError(IN_USE.format(display_path(source), display_path(target.parent), error.strerror)) from None


def _copy_and_remove(source: Path, target: Path) -> None:
    """Move something to another file system."""
    draft = target.with_name(f"{UNFINISHED}{os.getpid()}-{target.name}")
    if source.is_dir() and not source.is_symlink():
        shutil.copytree(source, draft, symlinks=True)
        draft.rename(target)
        shutil.rmtree(source)
    else:
        shutil.copy2(source, draft, follow_symlinks=False)
        draft.rename(target)
        source.unlink()


def _changes(course: Course) -> Iterator[str]:
    """What the instructor has to change in the course's files."""
    seed = next(one for one in iter(lambda: secrets.randbelow(MOST_SEED) + 1, None) if one != course.seed)
    place = display_path(course.root / COURSE_FILE)
    yield (
        f"In {place}, write seed = {seed} (now {course.seed}): the hidden numbers depend on it, so answers of the last "
        "term do not work."
    )
    for exercise in course.exercises:
        if exercise.due is not None:
            place = display_path(exercise.folder / EXERCISE_FILE)
            yield f"In {place}, set `due`, which is {exercise.due:%Y-%m-%d %H:%M} UTC now."


def _exchange(config: Config) -> Iterator[str]:
    """What is still in nbgrader's exchange, which belongs to all its users."""
    root, course = config.Exchange.get("root", EXCHANGE), config.CourseDirectory.get("course_id")
    if not isinstance(course, str) or not course:
        return
    folder = Path(str(root), course)
    used = [name for name in ("inbound", "outbound", "feedback") if _has_entries(folder / name)]
    if used:
        yield (
            f"nbgrader's exchange still has files of the last term, in {folder}/: {', '.join(used)}. "
            "`nbgrader collect` would find them. Move them away, or set another c.CourseDirectory.course_id in "
            f"{CONFIG_FILE}."
        )


def _has_entries(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except OSError:
        return False
