"""The benchmark: `python -m tests.bench` measures all of it in one run, prints a table, and writes docs/bench.md.

Both sides get the same notebooks. Stock nbgrader runs them with their visible checks only, in its kernel; `make grade`
runs the hidden tests, names mistakes and makes the report besides. Everything is a ratio within the run.

--quick   small classes, nothing written
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

from autograder.course import config as course_file
from autograder.course.config import ROOT
from autograder.running.process_pool import cores
from tests import bench_floor, bench_plot, bench_runs, bench_stages
from tests.bench_class import EVERYWHERE, EXERCISE, NOTEBOOKS, course_folder, hand_in, notebooks, stock_folder

SIZES, ROUNDS = (10, 100, 1000), 4
WORKERS = (1, 2, *(2**n for n in range(2, 10) if 2**n <= len(cores())))
SCALING = 300  # the class for one worker and two: its start, the same for both, weighs little
FOUND = ROOT / "docs" / "bench.md"


@dataclass
class Figures:
    """What was measured, in seconds and MB."""

    stock: float = 0.0  # a submission: autograde and generate_feedback
    stock_start: float = 0.0
    classes: dict[int, bench_runs.Run] = field(default_factory=dict)
    unchanged: dict[int, bench_runs.Run] = field(default_factory=dict)
    workers: dict[int, bench_runs.Run] = field(default_factory=dict)
    stages: dict[str, float] = field(default_factory=dict)
    scaling: int = 0  # the size of the class for different numbers of workers
    bare_scaling: float = 0.0
    grading: dict[str, tuple[float, float]] = field(default_factory=dict)  # exercise → a submission, and its floor


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    sizes, rounds = ((10, 30), 1) if quick else (SIZES, ROUNDS)
    figures, course = Figures(), course_file.load()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        measure_stock(figures, course, Path(folder) / "stock", len(NOTEBOOKS) * (1 if quick else 2))
        for size in sizes:
            measure_class(figures, course, Path(folder) / str(size), size)
        measure_workers(figures, course, Path(folder) / "workers", sizes[-1] if quick else SCALING, rounds)
    tell("stages and floor")
    figures.stages = bench_stages.stages(course, rounds)
    for exercise in course.exercises:
        own = notebooks(course, exercise.name, NOTEBOOKS if exercise.name == EXERCISE else EVERYWHERE)
        everything = bench_stages.submissions(rounds, exercise.name, own)
        figures.grading[exercise.name] = bench_floor.grading_and_floor(course, everything)
    rows = table(figures)
    show(rows)
    if not quick:
        FOUND.write_text(markdown(figures, rows), encoding="utf-8")
        bench_plot.draw(figures, FOUND.with_suffix(".svg"))


def tell(text):
    print(f"{time.strftime('%H:%M:%S')} {text} ...", file=sys.stderr, flush=True)


def measure_stock(figures, course, folder, count):
    tell(f"stock nbgrader, {count} submissions")
    stock_folder(folder, course)
    hand_in(folder, course, count)
    bench_runs.nbgrader(folder, "generate_assignment", EXERCISE)
    for command in ("autograde", "generate_feedback"):
        first = bench_runs.nbgrader(folder, command, EXERCISE)
        nothing = bench_runs.nbgrader(folder, command, EXERCISE)
        figures.stock += (first.seconds - nothing.seconds) / count
        figures.stock_start += nothing.seconds


def measure_class(figures, course, folder, size):
    tell(f"make grade, {size} submissions")
    course_folder(folder)
    hand_in(folder, course, size)
    figures.classes[size] = bench_runs.grade(folder)
    for _ in range(ROUNDS):
        keep_best(figures.unchanged, size, bench_runs.grade(folder))


def keep_best(runs, key, run):
    """The quickest of some: a machine has better moments, and worse ones."""
    runs[key] = min(run, runs.get(key, run), key=lambda run: run.seconds)


def measure_workers(figures, course, folder, size, rounds):
    course_folder(folder)
    hand_in(folder, course, size)
    bench_runs.grade(folder)
    for count in WORKERS * rounds:
        tell(f"make grade, {size} submissions, {count} at once")
        keep_best(figures.workers, count, bench_runs.grade(folder, "--force", "--jobs", count))
    figures.scaling, figures.bare_scaling = size, bench_floor.bare_scaling()


def table(figures: Figures) -> list[tuple[str, str, str]]:
    """(what, measured, wanted)"""
    small, large = sorted(figures.classes)[-2:]
    one, two = figures.workers[1], figures.workers[2]
    grading, floor = figures.grading[EXERCISE]
    ours, many = figures.classes[small], figures.classes[large]
    each = {size: run.seconds / size for size, run in figures.classes.items()}
    stock = {size: figures.stock_start + size * figures.stock for size in (*figures.classes, figures.scaling)}
    again = figures.unchanged[large].seconds
    rows = [("stock nbgrader, a submission", f"{figures.stock:.2f} s", "")]
    rows += [(f"make grade, a class of {size}", f"{run.seconds:.1f} s, {each[size] * 1000:.0f} ms each", "")
             for size, run in figures.classes.items()]  # fmt: skip
    rows += [(f"quicker than stock nbgrader, a class of {size}", *times(stock[size] / run.seconds, 25, size >= 100))
             for size, run in figures.classes.items()]  # fmt: skip
    rows += [
        (f"the same by one worker, a class of {figures.scaling}", *times(stock[figures.scaling] / one.seconds)),
        ("grading, to the floor", f"{grading / floor:.2f} times ({grading * 1000:.0f} to {floor * 1000:.0f} ms)",
         at_most(grading / floor, 3)),
        (f"a submission of {large}, to one of {small}", *share(each[large], each[small])),
        (f"memory of the parent, {large} to {small}", *share(many.parent, ours.parent, " MB")),
        (f"memory of a worker, {large} to {small}", *share(many.worker, ours.worker, " MB")),
        (f"memory of all together, {large} to {small}", *share(many.together, ours.together, " MB")),
        (f"an unchanged class of {large}", f"{again:.1f} s, 1/{many.seconds / again:.0f} of grading it",
         "under 1/50" + missed(50 * again < many.seconds)),
        ("two workers, to one", f"{one.seconds / two.seconds:.2f} times (two processes that only count: "
         f"{figures.bare_scaling:.2f})", times(one.seconds / two.seconds, 1.8)[1]),
    ]  # fmt: skip
    return rows + details(figures)


def missed(held: bool) -> str:
    return "" if held else ", missed"


def at_most(value: float, bound: float) -> str:
    return f"at most {bound}{missed(value <= bound)}"


def times(ratio: float, bound: float = 0, bounded: bool = True) -> tuple[str, str]:
    """What was measured, and what is wanted at least."""
    return f"{ratio:.1f} times", f"at least {bound}{missed(ratio >= bound)}" if bound and bounded else ""


def share(value: float, other: float, unit: str = "") -> tuple[str, str]:
    """What was measured, of what must not grow by more than a tenth."""
    figures = f"{value:.0f} to {other:.0f}{unit}, " if unit else ""
    return f"{figures}{value / other:.2f}", at_most(value / other, 1.1)


def details(figures: Figures) -> list[tuple[str, str, str]]:
    """Rows of what nobody set a bound for: workers, the other exercises, and where the time goes."""
    total = sum(figures.stages.values())
    stages = sorted(figures.stages.items(), key=lambda item: -item[1])
    rows = [(f"a class of {figures.scaling} by --jobs {count}", f"{run.seconds:.1f} s")
            for count, run in figures.workers.items()]  # fmt: skip
    rows += [
        (f"grading {exercise}, to its floor", f"{own / floor:.2f} times ({own * 1000:.0f} to {floor * 1000:.0f} ms)")
        for exercise, (own, floor) in figures.grading.items()
        if exercise != EXERCISE
    ]
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
    recording = figures.stages[bench_stages.RECORDING]
    return TEXT.format(
        table="\n".join(["| | measured | wanted |", "|---|---|---|", *lines]),
        machine=f"{platform.system()} {platform.machine()}, {len(cores())} cores, Python {platform.python_version()}",
        scaling=figures.scaling, one=f"{one.busy / one.seconds:.2f}", two=f"{two.busy / two.seconds:.2f}",
        more=f"{two.busy / one.busy:.2f}", bare=f"{figures.bare_scaling:.2f}", times=f"{one.seconds / two.seconds:.2f}",
        ten=f"{each * 10_000 / 3600:.2f}", million=f"{each * 1_000_000 / 3600:.0f}",
        recording=f"{recording * 1_000_000 / 3600:.1f}", most=f"{each / recording:.0f}",
    )  # fmt: skip


TEXT = """\
# What grading costs

Measured by `make bench` in one run ({machine}), with a class whose members hand
in `pooling`: three of seven notebooks are right, four have mistakes. Machines differ, and so do the minutes of a shared
one: only the ratios, of what was measured minutes apart, say something.

- **Stock nbgrader** is `nbgrader autograde` and `nbgrader generate_feedback` on the same notebooks with their visible
  checks only. It uses one core, whatever there is; `make grade` uses all. Its time for a class is its start, once, and
  what one submission costs, measured on fourteen of them, times their number.
- **The first run** over a new class also has nbgrader note the exercises in the gradebook, which takes as long for ten
  as for a thousand. So a submission of a large class costs less.
- **The floor** is the time of the same cells and calls in a fork of a warm process, without pytest, sandbox, comparing
  or nbgrader. "Grading" beside it is what a worker's process takes for a result, without page, notebook and gradebook;
  the stages have those, too, each with a stopwatch around it. For the other exercises it is that of two notebooks, a
  right one and one with mistakes.
- **One worker and two** grade a class of {scaling} in turns, four times, and the best time of each counts; so does the
  best of four for an unchanged class.

{table}

![Seconds for a class, and where they go](bench.svg)

## What a second worker brings

Two workers on two cores are not twice as fast as one. With one, {one} cores are busy: the command's own process starts,
records and writes on the second, and the student's process works on its next answer there while the last one is judged.
With two, {two} cores are busy, and the same class takes {more} times the processor time: {two} / {one} / {more} are the
{times} times above. Two processes that only count are {bare} times as quick as one here. More than that
would come of a third core for what is recorded, and of a longer class: the command's start is the same for both.

## What many submissions cost

Grading is independent work, so it costs what one submission costs, times their number, divided by the cores (see
[cluster.md](cluster.md) for more than one machine):

- 10,000 submissions: {ten} core hours.
- 1,000,000 submissions: {million} core hours. One process records them, in {recording} hours: beyond some {most} cores
  it sets the pace.
"""


if __name__ == "__main__":
    main()
