"""The benchmark: `python -m tests.bench` measures everything in one run, prints a table and writes docs/bench.md.

Both sides get the same notebooks. Stock nbgrader runs them with their visible checks only, in its kernel; `make grade`
also runs the hidden tests, names mistakes and writes the report. Everything is a ratio within the run.

--quick           small classes; nothing is written
--clone           also from `git clone` to the demo class's pages, which installs all packages twice
--exercise NAME   the exercise that the class submits (pooling)
"""

import argparse
import platform
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import rich.console
import rich.table

from autograder.authoring.demo_class import DemoSubmission
from autograder.course.config import Course
from autograder.course.loading import load_course
from autograder.running.process_pool import cores
from tests.bench import clone, floor, memory, plot, recording, runs, stages
from tests.bench.classes import EVERYWHERE, REPOSITORY, authors, course_folder, notebooks, stock_folder, submit
from tests.bench.text import TEXT

RECORDED = 20_000  # canned results
SIZES = {10: 3, 100: 2, 1000: 1}  # a class of this size → how many new classes are graded; the best time counts
ROUNDS = 4
WANTED = {10: 20, 100: 50, 1000: 80}  # a class of this size → how many times faster than stock nbgrader
WORKERS = (1, 2, *(2**n for n in range(2, 10) if 2**n <= len(cores())))
SCALING, SCALING_ROUNDS = 600, 2  # the class for one worker and two: its start, the same for both, weighs little
TWICE, OF_BARE = 1.85, 0.95  # how many times faster two workers must be, or at least that part of what is possible
FLOORS, RIGHT_ONES = 1.6, 1.5  # the most that grading may take, relative to its floor and to a right notebook
PAGE = REPOSITORY / "docs" / "bench.md"


@dataclass
class Figures:
    """What was measured, in seconds and MB, with a class of students who submit the notebooks of `members`."""

    exercise: str
    members: list[DemoSubmission]
    stock: float = 0.0  # a submission: autograde and generate_feedback
    stock_start: float = 0.0
    classes: dict[int, runs.Run] = field(default_factory=dict)
    unchanged: dict[int, runs.Run] = field(default_factory=dict)
    workers: dict[int, runs.Run] = field(default_factory=dict)
    canned: dict[int, runs.Run] = field(default_factory=dict)  # classes whose grading is canned
    recorded: recording.Recording | None = None
    stages: dict[str, float] = field(default_factory=dict)
    single: runs.Run | None = None  # one file, outside of a class
    clone: tuple[float, float] | None = None  # pip's installation alone, and from git clone to the pages
    scaling: int = 0  # the size of the class for different numbers of workers
    bare_scaling: float = 0.0
    grading: dict[str, tuple[float, float]] = field(default_factory=dict)  # exercise → a submission, and its floor
    mistakes: dict[str, tuple[float, float]] = field(default_factory=dict)  # exercise → a wrong one, and a right one


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--clone", action="store_true")
    parser.add_argument("--exercise", default="pooling")
    options = parser.parse_args()
    course = load_course(REPOSITORY)
    exercise = course.exercise(options.exercise).name
    figures = Figures(exercise, authors(course, exercise))
    measure(figures, course, options.quick)
    if options.clone:
        tell("git clone, to the pages of the demo class")
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            figures.clone = clone.pip_and_clone(Path(folder))
    rows = table(figures)
    show(rows)
    if not options.quick:
        PAGE.write_text(markdown(figures, rows), encoding="utf-8")
        plot.draw(figures, PAGE.with_suffix(".svg"))


def measure(figures: Figures, course: Course, quick: bool) -> None:
    """Measure everything."""
    sizes, rounds = ({10: 1, 30: 1}, 1) if quick else (SIZES, ROUNDS)
    many = max(sizes) if quick else SCALING
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        measure_stock(figures, course, Path(folder) / "stock", len(figures.members) * (1 if quick else 2))
        for size, classes in sizes.items():
            for number in range(classes):
                measure_new_class(figures, Path(folder) / f"{size}-{number}", size)
            measure_known_class(figures, Path(folder) / f"{size}-0", size)
        for size in sizes if quick else memory.SIZES:
            tell(f"canned grading, {size} submissions")
            figures.canned[size] = memory.measured(Path(folder) / f"canned-{size}", size)
        measure_workers(figures, Path(folder) / "workers", many, 1 if quick else SCALING_ROUNDS)
    tell("recording")
    figures.recorded = recording.measured(1000 if quick else RECORDED)
    tell("stages and floor")
    own = stages.submissions(rounds, figures.exercise, notebooks(figures.members))
    figures.stages = stages.stages(course, own)
    for name in course.names:
        some = figures.members if name == figures.exercise else authors(course, name, EVERYWHERE)
        if some:
            everything = stages.submissions(rounds, name, notebooks(some))
            figures.grading[name] = floor.grading_and_floor(course, everything)
            wrong, right = [one for one in some if one.lost], [one for one in some if not one.lost]
            if wrong and right:
                figures.mistakes[name] = tuple(
                    stages.job_seconds(course, stages.submissions(rounds, name, notebooks(own)))
                    for own in (wrong, right)
                )


def tell(text):
    print(f"{time.strftime('%H:%M:%S')} {text} ...", file=sys.stderr, flush=True)


def measure_stock(figures, course, folder, count):
    tell(f"stock nbgrader, {count} submissions")
    stock_folder(folder, course, figures.exercise)
    submit(folder, figures.members, count)
    runs.nbgrader(folder, "generate_assignment", figures.exercise)
    for command in ("autograde", "generate_feedback"):
        first = runs.nbgrader(folder, command, figures.exercise)
        nothing = runs.nbgrader(folder, command, figures.exercise)
        figures.stock += (first.seconds - nothing.seconds) / count
        figures.stock_start += nothing.seconds


def measure_new_class(figures, folder, size):
    tell(f"make grade, {size} submissions")
    course_folder(folder)
    submit(folder, figures.members, size)
    keep_best(figures.classes, size, runs.grade(folder))


def measure_known_class(figures, folder, size):
    """In a folder whose class is graded: nothing has changed, and a single file."""
    for _ in range(ROUNDS):
        keep_best(figures.unchanged, size, runs.grade(folder))
    for _ in range(ROUNDS):
        one = runs.grade(folder, next(folder.glob("submitted/*/*/*.ipynb")))
        figures.single = min(one, figures.single or one, key=lambda run: run.seconds)


def keep_best(runs, key, run):
    """Keep the fastest of several runs: a machine is not always equally fast."""
    runs[key] = min(run, runs.get(key, run), key=lambda run: run.seconds)


def measure_workers(figures, folder, size, rounds):
    course_folder(folder)
    submit(folder, figures.members, size)
    runs.grade(folder)
    for count in WORKERS * rounds:
        tell(f"make grade, {size} submissions, {count} at once")
        keep_best(figures.workers, count, runs.grade(folder, "--force", "--jobs", count))
    figures.scaling, figures.bare_scaling = size, floor.bare_scaling()


def table(figures: Figures) -> list[tuple[str, str, str]]:
    """(what, measured, wanted)"""
    small, large = sorted(figures.classes)[-2:]
    one, two = figures.workers[1], figures.workers[2]
    ours, many = figures.classes[small], figures.classes[large]
    each = {size: run.seconds / size for size, run in figures.classes.items()}
    stock = {size: figures.stock_start + size * figures.stock for size in (*figures.classes, figures.scaling)}
    again = figures.unchanged[large].seconds
    rows = [("stock nbgrader, a submission", f"{figures.stock:.2f} s", "")]
    rows += [(f"make grade, a class of {size}", f"{run.seconds:.1f} s, {each[size] * 1000:.0f} ms each", "")
             for size, run in figures.classes.items()]  # fmt: skip
    rows += [(f"faster than stock nbgrader, a class of {size}", *times(stock[size] / run.seconds, WANTED.get(size, 0)))
             for size, run in figures.classes.items()]  # fmt: skip
    rows += [
        (f"the same with one worker, a class of {figures.scaling}", *times(stock[figures.scaling] / one.seconds)),
        (f"time per submission, {large} relative to {small}", *share(each[large], each[small])),
        (f"memory of the command, {large} relative to {small}", *share(many.parent, ours.parent, " MB")),
        (f"memory of a worker, {large} relative to {small}", *share(many.worker, ours.worker, " MB")),
        (f"memory of all processes, {large} relative to {small}", *share(many.together, ours.together, " MB")),
        *canned_memory(figures.canned),
        ("recording a result", f"{figures.recorded.recorder / figures.recorded.count * 1000:.2f} ms, "
         f"{figures.recorded.pace:.0f} in a second", ""),
        (f"an unchanged class of {large}", f"{again:.2f} s, 1/{many.seconds / again:.0f} of grading it",
         under(again, 1)[1]),
        ("a single file, outside of a class", *under(figures.single.seconds, 2)),
        ("two workers, relative to one", f"{one.seconds / two.seconds:.2f} times (two processes that only count: "
         f"{figures.bare_scaling:.2f})", times(one.seconds / two.seconds, wanted_of_two(figures))[1]),
    ]  # fmt: skip
    if figures.clone is not None:
        alone, whole = figures.clone
        ratio = f"{whole / alone:.2f} times ({whole:.0f} to {alone:.0f} s)"
        rows.append(("git clone to the pages, relative to pip install", ratio, at_most(whole / alone, 1.6)))
    return rows + exercises(figures) + details(figures)


def wanted_of_two(figures: Figures) -> float:
    """How many times faster two workers must be than one."""
    return min(TWICE, round(OF_BARE * figures.bare_scaling, 2))


def exercises(figures: Figures) -> list[tuple[str, str, str]]:
    """For each exercise: grading relative to its floor, and a notebook with mistakes relative to a right one."""
    rows = [(f"grading {name}, relative to its floor", *milliseconds(*pair, FLOORS))
            for name, pair in figures.grading.items()]  # fmt: skip
    rows += [(f"a wrong notebook of {name}, relative to a right one", *milliseconds(*pair, RIGHT_ONES))
             for name, pair in figures.mistakes.items()]  # fmt: skip
    return rows


def milliseconds(one: float, other: float, bound: float) -> tuple[str, str]:
    """The ratio of two times in seconds, and its bound."""
    return f"{one / other:.2f} times ({one * 1000:.0f} to {other * 1000:.0f} ms)", at_most(one / other, bound)


def canned_memory(classes: dict[int, runs.Run]) -> list[tuple[str, str, str]]:
    """The memory of a large class relative to a small one, with canned grading."""
    small, large = sorted(classes)
    return [
        (f"memory of {what}, {large} relative to {small}, canned grading",
         *share(getattr(classes[large], name), getattr(classes[small], name), " MB"))
        for name, what in memory.PARTS
    ]  # fmt: skip


def missed(held: bool) -> str:
    return "" if held else ", missed"


def at_most(value: float, bound: float) -> str:
    return f"at most {bound}{missed(value <= bound)}"


def times(ratio: float, bound: float = 0, bounded: bool = True) -> tuple[str, str]:
    """The ratio that was measured, and the least that is wanted."""
    return f"{ratio:.1f} times", f"at least {bound}{missed(ratio >= bound)}" if bound and bounded else ""


def under(seconds: float, bound: float) -> tuple[str, str]:
    return f"{seconds:.2f} s", f"under {bound} s{missed(seconds < bound)}"


def share(value: float, other: float, unit: str = "") -> tuple[str, str]:
    """A ratio that must not be above 1.1, and its bound."""
    figures = f"{value:.0f} to {other:.0f}{unit}, " if unit else ""
    return f"{figures}{value / other:.2f}", at_most(value / other, 1.1)


def details(figures: Figures) -> list[tuple[str, str, str]]:
    """Rows without a bound: numbers of workers, and where the time goes."""
    total = sum(figures.stages.values())
    stages = sorted(figures.stages.items(), key=lambda item: -item[1])
    rows = [(f"a class of {figures.scaling} with --jobs {count}", f"{run.seconds:.1f} s")
            for count, run in figures.workers.items()]  # fmt: skip
    rows += [(f"stage: {stage}", f"{seconds * 1000:.1f} ms, {seconds / total:.0%}") for stage, seconds in stages]
    return [(*row, "") for row in rows]


def show(rows):
    columns = rich.table.Table("", "measured", "wanted", box=None, pad_edge=False)
    for row in rows:
        columns.add_row(*row)
    rich.console.Console(width=None if sys.stdout.isatty() else 140, highlight=False).print(columns)


def markdown(figures, rows):
    lines = [f"| {what} | {measured} | {wanted} |" for what, measured, wanted in rows]
    one, two = figures.workers[1], figures.workers[2]
    each = figures.classes[max(figures.classes)].seconds / max(figures.classes) * len(cores())
    pause = 1 / figures.recorded.pace
    return TEXT.format(
        exercise=figures.exercise, notebooks=len(figures.members),
        right=sum(not one.lost for one in figures.members), wrong=sum(bool(one.lost) for one in figures.members),
        table="\n".join(["| | measured | wanted |", "|---|---|---|", *lines]),
        machine=f"{platform.system()} {platform.machine()}, {len(cores())} cores, Python {platform.python_version()}",
        scaling=figures.scaling, one=f"{one.busy / one.seconds:.2f}", two=f"{two.busy / two.seconds:.2f}",
        more=f"{two.busy / one.busy:.2f}", bare=f"{figures.bare_scaling:.2f}", times=f"{one.seconds / two.seconds:.2f}",
        ten=f"{each * 10_000 / 3600:.2f}", million=f"{each * 1_000_000 / 3600:.0f}",
        recording=f"{pause * 1000:.2f}",
    )  # fmt: skip


if __name__ == "__main__":
    main()
