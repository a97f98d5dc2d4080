"""The benchmark: `python -m tests.bench` measures everything in one run, prints a table and writes docs/bench.md.

Both sides get the same notebooks. Stock nbgrader runs them with their visible checks only, in its kernel; `make grade`
also runs the hidden tests, names mistakes and writes the report. Everything is a ratio within the run.

--quick           small classes; nothing is written
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
from tests.bench import floor, plot, runs, stages
from tests.bench.classes import EVERYWHERE, REPOSITORY, authors, course_folder, notebooks, stock_folder, submit

SIZES, ROUNDS = (10, 100, 1000), 4
WORKERS = (1, 2, *(2**n for n in range(2, 10) if 2**n <= len(cores())))
SCALING = 300  # the class for one worker and two: its start, the same for both, weighs little
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
    stages: dict[str, float] = field(default_factory=dict)
    scaling: int = 0  # the size of the class for different numbers of workers
    bare_scaling: float = 0.0
    grading: dict[str, tuple[float, float]] = field(default_factory=dict)  # exercise → a submission, and its floor
    mistakes: dict[str, tuple[float, float]] = field(default_factory=dict)  # exercise → a wrong one, and a right one


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--exercise", default="pooling")
    options = parser.parse_args()
    course = load_course(REPOSITORY)
    exercise = course.exercise(options.exercise).name
    figures = Figures(exercise, authors(course, exercise))
    measure(figures, course, options.quick)
    rows = table(figures)
    show(rows)
    if not options.quick:
        PAGE.write_text(markdown(figures, rows), encoding="utf-8")
        plot.draw(figures, PAGE.with_suffix(".svg"))


def measure(figures: Figures, course: Course, quick: bool) -> None:
    """Measure everything."""
    sizes, rounds = ((10, 30), 1) if quick else (SIZES, ROUNDS)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        measure_stock(figures, course, Path(folder) / "stock", len(figures.members) * (1 if quick else 2))
        for size in sizes:
            measure_class(figures, Path(folder) / str(size), size)
        measure_workers(figures, Path(folder) / "workers", sizes[-1] if quick else SCALING, rounds)
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


def measure_class(figures, folder, size):
    tell(f"make grade, {size} submissions")
    course_folder(folder)
    submit(folder, figures.members, size)
    figures.classes[size] = runs.grade(folder)
    for _ in range(ROUNDS):
        keep_best(figures.unchanged, size, runs.grade(folder))


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
    rows += [(f"faster than stock nbgrader, a class of {size}", *times(stock[size] / run.seconds, 25, size >= 100))
             for size, run in figures.classes.items()]  # fmt: skip
    rows += [
        (f"the same with one worker, a class of {figures.scaling}", *times(stock[figures.scaling] / one.seconds)),
        (f"time per submission, {large} relative to {small}", *share(each[large], each[small])),
        (f"memory of the command, {large} relative to {small}", *share(many.parent, ours.parent, " MB")),
        (f"memory of a worker, {large} relative to {small}", *share(many.worker, ours.worker, " MB")),
        (f"memory of all processes, {large} relative to {small}", *share(many.together, ours.together, " MB")),
        (f"an unchanged class of {large}", f"{again:.1f} s, 1/{many.seconds / again:.0f} of grading it",
         "under 1/50" + missed(50 * again < many.seconds)),
        ("two workers, relative to one", f"{one.seconds / two.seconds:.2f} times (two processes that only count: "
         f"{figures.bare_scaling:.2f})", times(one.seconds / two.seconds, 1.8)[1]),
    ]  # fmt: skip
    return rows + exercises(figures) + details(figures)


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


def missed(held: bool) -> str:
    return "" if held else ", missed"


def at_most(value: float, bound: float) -> str:
    return f"at most {bound}{missed(value <= bound)}"


def times(ratio: float, bound: float = 0, bounded: bool = True) -> tuple[str, str]:
    """The ratio that was measured, and the least that is wanted."""
    return f"{ratio:.1f} times", f"at least {bound}{missed(ratio >= bound)}" if bound and bounded else ""


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
    recording = figures.stages[stages.RECORDING]
    return TEXT.format(
        exercise=figures.exercise, notebooks=len(figures.members),
        right=sum(not one.lost for one in figures.members), wrong=sum(bool(one.lost) for one in figures.members),
        table="\n".join(["| | measured | wanted |", "|---|---|---|", *lines]),
        machine=f"{platform.system()} {platform.machine()}, {len(cores())} cores, Python {platform.python_version()}",
        scaling=figures.scaling, one=f"{one.busy / one.seconds:.2f}", two=f"{two.busy / two.seconds:.2f}",
        more=f"{two.busy / one.busy:.2f}", bare=f"{figures.bare_scaling:.2f}", times=f"{one.seconds / two.seconds:.2f}",
        ten=f"{each * 10_000 / 3600:.2f}", million=f"{each * 1_000_000 / 3600:.0f}",
        recording=f"{recording * 1_000_000 / 3600:.1f}", most=f"{each / recording:.0f}",
    )  # fmt: skip


TEXT = """\
# What grading costs

Measured by `make bench` in one run ({machine}), with a class that submits
`{exercise}`: {notebooks} different notebooks in turn, of which {right} are right and {wrong} have mistakes. Machines
differ, and a shared machine is not equally fast all the time. So only ratios of what was measured within minutes are
meaningful.

- **Stock nbgrader** is `nbgrader autograde` and `nbgrader generate_feedback` on the same notebooks with their visible
  checks only. It uses one core; `make grade` uses all. Its time for a class is the time of its start, plus the time of
  one submission multiplied by their number.
- **The first run** over a new class also has nbgrader write the exercises into the gradebook. This takes as long for
  ten students as for a thousand, so that one submission of a large class takes less time.
- **The floor** is the time of the same cells and calls in a fork of a warm process, without pytest, sandbox, comparison
  or nbgrader. It includes the course's probes, and the reference's functions where they take the place of a student's.
  "Grading" is the time that a worker needs for a result, without page, notebook and gradebook; the stages include
  these, each with a stopwatch around it. For the other exercises it is the time of two notebooks, a right one and one
  with mistakes.
- **A wrong notebook** and a right one are measured with their page and their autograded notebook.
- **One worker and two** grade a class of {scaling} in turns, four times, and the best time of each counts. For an
  unchanged class, too, the best of four counts.

{table}

![Seconds for a class, and where they go](bench.svg)

## How much faster two workers are

Two workers on two cores are not twice as fast as one. With one worker, {one} cores are busy: the command's own process
starts, records and writes on the second core, and the student's process computes its next answer there while the grader
compares the last one. With two workers, {two} cores are busy, and the same class needs {more} times the processor time:
{two} / {one} / {more} gives the {times} times above. Two processes that only count are {bare} times as fast as one
here. A third core would help, because it could record the results. A larger class would also help, because the
command's start takes the same time for both.

## What is left above the floor

The floor runs what students wrote. Grading also has to find out whether the results are right, and it must not trust
them. The shares below are those of the grader's own process for a right notebook, by samples of its processor time in
`equivariance`, `learning`, `convolutional_layer` and `sparse_interactions`.

- *Messages*, 30 to 45 %. A call and its result are encoded, sent and decoded: about 0.1 ms in both processes together.
  This is more than most calls take, so exercises with many short calls pay most: `equivariance` has 1,300, and
  `convolutional_layer` has 890. Calls of a hidden test are sent together, but each result is a message of its own. So
  no result is lost when a later call hangs or ends the process.
- *Results of given functions*, which are computed in advance: 22 % in `equivariance`, less elsewhere. Each result that
  is not sent in advance would cost two more messages.
- *Test data*, 16 to 37 %. Each student gets other numbers, so they are drawn, and in `learning` some of them are drawn
  again until their equations have one clear solution. The same numbers for all students would cost nothing, but
  students could share the answers.
- *Expected results*, 4 to 15 %. The reference computes the result of each call for the numbers of this student.
- *Comparing* with a tolerance, in values of any type: 4 to 12 %.
- *The process.* A new process takes 8 ms until it is confined and has ended again. The toolkit takes 4 ms, because it
  is compiled in advance. In the floor it takes 20 ms, because the floor compiles it from its source. So exercises with
  few calls can come close to the floor.

A wrong notebook pays for three more things. Tests that fail because of an earlier task's function are repeated in a new
process, in which the reference answers each call of that function: 0.2 ms a call, several hundred of them in
`convolution` and `convolutional_layer`. Mistakes are named by computing the calls again with the known slips. A failing
call is made smaller, with up to 80 tries in each step. The floor contains the cells and calls of all this, but not the
work on them.

What would have to change to get closer:

- To prepare the next hidden test while the student's process still computes the last one. This uses a second core that
  is idle, and saves no processor time.
- To pass results in memory that both processes share, and to wake the grader for several of them at once. Then results
  survive a call that hangs, as now. This needs a new kind of memory in the sandbox, which it now forbids.
- To start the process for repeated tests before the first tests are judged. This, too, needs an idle core.

## The time for many submissions

Submissions are graded independently. So the time is that of one submission, multiplied by their number and divided by
the number of cores (see [operators.md](operators.md#many-machines) for more than one machine):

- 10,000 submissions: {ten} core hours.
- 1,000,000 submissions: {million} core hours. One process records them, in {recording} hours: with more than about
  {most} cores, recording is the bottleneck.
"""


if __name__ == "__main__":
    main()
