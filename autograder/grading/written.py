"""Find the written answers in a submission. A person grades them."""

from collections.abc import Sequence

from autograder.course.config import Exercise
from autograder.grading.released_cells import released, restored
from autograder.grading.result import WrittenAnswer
from autograder.submissions.notebook import NotebookCell

LONGEST_ANSWER = 50_000  # characters that a page shows


def written_answers(cells: Sequence[NotebookCell], exercise: Exercise) -> tuple[WrittenAnswer, ...]:
    """The answer to each written task, in the order of exercise.toml."""
    cells = restored(cells, exercise)
    positions = written_positions(cells, exercise)
    return tuple(
        WrittenAnswer(task.name, task.points, _text(cells[positions[task.name]], task.name, exercise))
        if task.name in positions
        else WrittenAnswer(task.name, task.points)
        for task in exercise.written
    )


def written_positions(cells: Sequence[NotebookCell], exercise: Exercise) -> dict[str, int]:
    """Written task → the position of the cell with its answer, if there is one.

    Of several cells with the task's id, it is the last one in which something is written. If there is none, because the
    metadata were lost, it is the text cell behind the one that precedes the answer in the release. If nothing is
    written in that cell, it is a new text cell that follows it.
    """
    found: dict[str, int] = {}
    for name in exercise.written_names:
        texts = [number for number, cell in enumerate(cells) if cell.kind == "markdown"]
        carriers = [number for number in texts if cells[number].grade_id == name]
        for candidates in (carriers, _by_place(name, cells, exercise)):
            written = [number for number in candidates if not is_unanswered(cells[number], name, exercise)]
            if written or (candidates and name not in found):
                found[name] = (written or candidates)[-1]
            if written:
                break
    for name, position in list(found.items()):
        if is_unanswered(cells[position], name, exercise):
            behind = _new_text_behind(position, cells, exercise)
            if behind is not None and behind not in found.values():
                found[name] = behind
    return found


def is_unanswered(cell: NotebookCell, task: str, exercise: Exercise) -> bool:
    """Whether nothing is written in the cell of a written task: it is empty, or as students received it."""
    originals = {one.source.strip() for one in released(exercise) if one.grade_id == task}
    return cell.source.strip() in {"", *originals}


def _by_place(task: str, cells: Sequence[NotebookCell], exercise: Exercise) -> list[int]:
    """The position of the text behind the cell that precedes the task's cell in the release."""
    original = released(exercise)
    known = {cell.source.strip() for cell in original if cell.grade_id != task}
    place = next((number for number, cell in enumerate(original) if cell.grade_id == task), 0)
    before = original[place - 1].source.strip() if place else None
    return [
        number
        for number in range(1, len(cells))
        if cells[number - 1].source.strip() == before
        and cells[number].kind == "markdown"
        and cells[number].source.strip() not in known
    ]


def _new_text_behind(position: int, cells: Sequence[NotebookCell], exercise: Exercise) -> int | None:
    """The position of the first text that the student added directly behind a cell; None if there is none."""
    known = {cell.source.strip() for cell in released(exercise)}
    for number in range(position + 1, len(cells)):
        cell = cells[number]
        if cell.kind != "markdown" or cell.grade_id is not None or cell.source.strip() in known - {""}:
            return None
        if cell.source.strip():
            return number
    return None


def _text(cell: NotebookCell, task: str, exercise: Exercise) -> str:
    """What a student has written; "" if that is nothing."""
    if is_unanswered(cell, task, exercise):
        return ""
    return cell.source if len(cell.source) <= LONGEST_ANSWER else f"{cell.source[:LONGEST_ANSWER]} …"
