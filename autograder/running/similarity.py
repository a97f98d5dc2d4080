"""Compare the code of a class's students, and keep what was read: `build/similar/<exercise>.json`.

Only new submissions are read. If nothing changed in an exercise, nothing is compared again.
"""

import base64
import contextlib
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from autograder.course.config import Course, Exercise
from autograder.course.paths import ClassPaths, write_atomic
from autograder.errors import Unreadable
from autograder.gradebook.recorded import Key
from autograder.gradebook.versions import version_of
from autograder.reports import own_code, similar_work
from autograder.reports.class_data import SimilarPair, SimilarPiece
from autograder.reports.own_code import GRAM, expected, expected_files, own_source, units_of
from autograder.reports.similar_work import Alike, alike, digest, fingerprint
from autograder.running.class_run import key_of, read_found
from autograder.submissions.class_folder import FoundSubmission
from autograder.submissions.notebook import read_submission

FOLDER = "similar"  # in build/
MOST_PAIRS = 20  # of an exercise
MOST_LINES = 80  # of each piece
LEAST_SHOWN = 0.3  # of a unit's runs of nodes are shared, if it is shown


def similar_pairs(
    paths: ClassPaths, course: Course, everything: Iterable[FoundSubmission], versions: Mapping[Key, str | None]
) -> list[SimilarPair]:
    """The pairs of students whose work has unusually much in common, in the order of exercises.

    `versions` are those of the submissions that were graded; others are left out.
    """
    everything = list(everything)
    pairs: list[SimilarPair] = []
    for exercise in course.exercises:
        own = [one for one in everything if one.exercise == exercise.name and versions.get(key_of(one))]
        pairs += _of_exercise(paths.build / FOLDER, course, exercise, own, versions)
    return pairs


def _of_exercise(
    folder: Path, course: Course, exercise: Exercise, own: list[FoundSubmission], versions: Mapping[Key, str | None]
) -> list[SimilarPair]:
    wanted = {one.student: str(versions[key_of(one)]) for one in own}
    code = hashlib.sha256(b"\0".join([*expected_files(exercise), *_our_files()])).hexdigest()
    stamp = hashlib.sha256(json.dumps([code, wanted], sort_keys=True).encode()).hexdigest()
    pairs_file, prints_file = folder / f"{exercise.name}.json", folder / f"{exercise.name}.fingerprints"
    kept = _kept(pairs_file)
    if kept.get("stamp") == stamp:
        return [_pair_from(one) for one in kept["pairs"]]
    write_atomic(prints_file, _lines(prints_file, code, own, wanted, exercise, course))
    found = alike(_fingerprints(prints_file, code), MOST_PAIRS)
    sources = {one.student: one for one in own}
    pairs = [
        _pair(one, exercise, [_source(sources[who], wanted[who], exercise, course) for who in one.students])
        for one in found
    ]
    write_atomic(pairs_file, json.dumps({"stamp": stamp, "pairs": [_plain(one) for one in pairs]}, indent=1))
    return pairs


def _lines(
    file: Path, code: str, own: list[FoundSubmission], wanted: Mapping[str, str], exercise: Exercise, course: Course
) -> Iterator[str]:
    """The lines of a file with fingerprints: one for each submission, in the order of the students.

    The lines of the last version of the `file` are used again. Only one line is in memory: a class can be large.
    """
    names, usual = expected(exercise).names, expected(exercise).grams
    kept = _kept_lines(file, code)
    line = next(kept, None)
    yield json.dumps(code) + "\n"
    for one in own:
        while line is not None and line[0] < one.student:
            line = next(kept, None)
        if line is None or line[:2] != (one.student, wanted[one.student]):
            units = units_of(_source(one, wanted[one.student], exercise, course), names)
            runs = fingerprint([unit.nodes for unit in units], usual)
            yield json.dumps([one.student, wanted[one.student], base64.b64encode(runs).decode()]) + "\n"
        else:
            yield json.dumps(line) + "\n"


def _fingerprints(file: Path, code: str) -> Iterator[tuple[str, bytes]]:
    return ((student, base64.b64decode(text)) for student, _, text in _kept_lines(file, code))


def _kept_lines(file: Path, code: str) -> Iterator[tuple[str, str, str]]:
    """The student, the version and the fingerprint in each line of a file; none if another `code` wrote it.

    A damaged line ends them.
    """
    with contextlib.suppress(OSError, ValueError), file.open(encoding="utf-8") as lines:
        if json.loads(next(lines, "null")) == code:
            for line in lines:
                student, version, text = json.loads(line)
                base64.b64decode(text, validate=True)
                yield student, version, text


def _our_files() -> list[bytes]:
    return [Path(module.__file__ or "").read_bytes() for module in (own_code, similar_work)] + [
        Path(__file__).read_bytes()
    ]


def _kept(path: Path) -> dict[str, Any]:
    try:
        kept = json.loads(path.read_bytes())
        return kept if isinstance(kept, dict) else {}
    except (OSError, ValueError):
        return {}


def _source(found: FoundSubmission, version: str, exercise: Exercise, course: Course) -> str:
    """The student's own code in the version that was graded; "" if that is not there any more."""
    try:
        data = read_found(found).data
        cells, _ = read_submission(data, exercise.name, course.names)
    except (Unreadable, OSError):
        return ""
    return own_source(cells, exercise) if version_of(data) == version else ""


def _pair(one: Alike, exercise: Exercise, sources: list[str]) -> SimilarPair:
    less, more = (
        _piece(student, source, one.shared, exercise) for student, source in zip(one.students, sources, strict=True)
    )
    return SimilarPair(exercise.name, round(one.share, 3), round(one.amount, 1), (less, more))


def _piece(student: str, source: str, shared: frozenset[int], exercise: Exercise) -> SimilarPiece:
    """The units of which much is shared, and which of their lines are."""
    text = source.split("\n")
    shown: list[str] = []
    marked: list[int] = []
    for unit in units_of(source, expected(exercise).names):
        own = [place for place, gram in enumerate(unit.grams) if digest(gram) in shared]
        if own and len(own) >= LEAST_SHOWN * len(unit.grams):
            lines = {line for place in own for line in unit.lines[place : place + GRAM]}
            shown += [""] if shown else []
            marked += [line - unit.first + len(shown) for line in sorted(lines)]
            shown += text[unit.first : unit.last + 1]
    return SimilarPiece(student, "\n".join(shown[:MOST_LINES]), tuple(one for one in marked if one < MOST_LINES))


def _plain(pair: SimilarPair) -> dict[str, Any]:
    return vars(pair) | {"pieces": [vars(one) for one in pair.pieces]}


def _pair_from(plain: dict[str, Any]) -> SimilarPair:
    pieces = [SimilarPiece(**one | {"shared": tuple(one["shared"])}) for one in plain["pieces"]]
    return SimilarPair(**plain | {"pieces": (pieces[0], pieces[1])})
