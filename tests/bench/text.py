"""The text of docs/bench.md around its table."""

TEXT = """\
# What grading costs

Measured by `make bench` in one run ({machine}), with a class that submits
`{exercise}`: {notebooks} different notebooks in turn, of which {right} are right and {wrong} have mistakes. Machines
differ, and a shared machine is not equally fast all the time. So only ratios of what was measured within minutes are
meaningful.

- **Stock nbgrader** is `nbgrader autograde` and `nbgrader generate_feedback` on the same notebooks with their visible
  checks only. It uses one core; `make grade` uses all. Its time for a class is the time of its start, plus the time of
  one submission multiplied by their number.
- **The first run** over a new class also writes the exercises into the gradebook. This takes as long for
  ten students as for a thousand, so that one submission of a large class takes less time. Modules and templates are
  compiled before, as by an installation.
- **The floor** is the time of the same cells and calls in a fork of a warm process, without pytest, sandbox, comparison
  or nbgrader. It includes the course's probes, and the reference's functions where they take the place of a student's.
  "Grading" is the time that a worker needs for a result, without page, notebook and gradebook; the stages include
  these, each with a stopwatch around it. For the other exercises it is the time of two notebooks, a right one and one
  with mistakes. Each was graded once before, so that its hidden numbers are known, as for all but the first students
  of a class.
- **A wrong notebook** and a right one are measured with their page and their autograded notebook.
- **Canned grading**: each worker grades a notebook once, and gives all submissions with the same bytes this result.
  Everything else is real, so that the memory for a class of 10,000 can be measured in minutes.
- **One worker and two** grade a class of {scaling} in turns, twice, and the best time of each counts.
- **Several rounds**: three new classes of ten are graded, two of a hundred and one of a thousand, and the best counts.
  For an unchanged class and for a single file, the best of four counts.

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
  `convolutional_layer` has 890. Calls of a hidden test are sent together, and short tests of a task one after another,
  but each result is a message of its own. So no result is lost when a later call hangs or ends the process.
- *Results of given functions*, which are computed in advance: 22 % in `equivariance`, less elsewhere. Each result that
  is not sent in advance would cost two more messages.
- *Test data and expected results*, only for the first students. The hidden numbers come from eight sets. What a test
  asks with one of them is kept by each worker, with the expected results (`grading/plans.py`): the first student with
  a set pays for drawing the numbers and computing the results, those after it do not.
- *Comparing* with a tolerance, in values of any type: 4 to 12 %.
- *The process.* A new process takes 8 ms until it is confined and has ended again. The toolkit takes 4 ms, because it
  is compiled in advance. In the floor it takes 20 ms, because the floor compiles it from its source. So exercises with
  few calls can come close to the floor.

A wrong notebook pays for three more things. Tests that fail because of an earlier task's function are repeated. If the
failing function may remember something, by its code, this takes a new process, which runs the cells again: 12 to 20 ms.
The reference answers calls of the earlier function, several hundred of them in `convolution` and `convolutional_layer`.
With the answer to the first call come the results of all calls that functions of earlier students made after it, so the
other calls need no message. Mistakes are named by computing the calls again with the known slips, and a failing call is
made smaller, with up to 80 tries in each step. What the reference and the slips give is kept for all students with the
same set of numbers. So the first student of a set who makes a mistake costs two to three times as much as the later
ones. The floor contains the cells and calls of all this, but not the work on them.

What would have to change to get closer:

- To pass results in memory that both processes share, and to wake the grader for several of them at once. Then results
  survive a call that hangs, as now. This needs a new kind of memory in the sandbox, which it now forbids.
- To start the process for repeated tests before the first tests are judged. This, too, needs an idle core.

## The time for many submissions

Submissions are graded independently. So the time is that of one submission, multiplied by their number and divided by
the number of cores (see [operators.md](operators.md#many-machines) for more than one machine):

- 10,000 submissions: {ten} core hours.
- 1,000,000 submissions: {million} core hours. Recording one takes {recording} ms while the SQLite file is small.
  [operators.md](operators.md#how-many-cores) has the pace with many results, and what else limits a cluster.
"""
