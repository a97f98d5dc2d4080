"""Compare the code of a class's students, and keep what was read: `build/similar/<exercise>.json`.

Only new submissions are read. If nothing changed in an exercise, nothing is compared again.
"""

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
from autograder.reports import fingerprints, own_code, similar_work
from autograder.reports.class_data import SimilarPair, SimilarPiece
from autograder.reports.fingerprints import digest, fingerprint, unusual
from autograder.reports.own_code import GRAM, expected, expected_files, known_names, own_source, units_of
from autograder.reports.similar_work import Alike, alike
from autograder.running.class_run import key_of, read_found
from autograder.running.kept_code import FOLDER, KeptCode, Line
from autograder.submissions.class_folder import FoundSubmission
from autograder.submissions.notebook import read_submission

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
        if len(own) > 1:
            pairs += _of_exercise(paths, course, exercise, own, versions)
    return pairs


def _of_exercise(
    paths: ClassPaths,
    course: Course,
    exercise: Exercise,
    own: list[FoundSubmission],
    versions: Mapping[Key, str | None],
) -> list[SimilarPair]:
    wanted = {one.student: str(versions[key_of(one)]) for one in own}
    code = hashlib.sha256(b"\0".join([*expected_files(exercise), *_our_files()])).hexdigest()
    stamp = _digest(json.JSONEncoder(sort_keys=True).iterencode([code, wanted]))
    pairs_file = paths.build / FOLDER / f"{exercise.name}.json"
    kept = _kept(pairs_file)
    if kept.get("stamp") == stamp:
        return [_pair_from(one) for one in kept["pairs"]]
    known = KeptCode(paths)
    known.replace(exercise, _lines(known, own, wanted, exercise, course))
    usual = frozenset(map(digest, expected(exercise).grams))
    found = alike(((student, unusual(runs, usual)) for student, _, runs in known.lines(exercise)), MOST_PAIRS)
    sources = {one.student: one for one in own}
    pairs = [
        _pair(one, exercise, [_source(sources[who], wanted[who], exercise, course) for who in one.students])
        for one in found
    ]
    write_atomic(pairs_file, json.dumps({"stamp": stamp, "pairs": [_plain(one) for one in pairs]}, indent=1))
    return pairs


def _lines(
    known: KeptCode, own: list[FoundSubmission], wanted: Mapping[str, str], exercise: Exercise, course: Course
) -> Iterator[Line]:
    """A line for each submission: a known one, or one that is made here."""
    missing = dict.fromkeys(one.student for one in own)
    for line in known.lines(exercise):
        if line[0] in missing and line[1] == wanted[line[0]]:
            del missing[line[0]]
            yield line
    for one in own:
        if one.student in missing:
            units = units_of(_source(one, wanted[one.student], exercise, course), known_names(exercise))
            yield one.student, wanted[one.student], fingerprint([unit.nodes for unit in units])


def _digest(pieces: Iterable[str]) -> str:
    found = hashlib.sha256()
    for piece in pieces:
        found.update(piece.encode())
    return found.hexdigest()


def _our_files() -> list[bytes]:
    modules = own_code, fingerprints, similar_work
    return [*(Path(module.__file__ or "").read_bytes() for module in modules), Path(__file__).read_bytes()]


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
