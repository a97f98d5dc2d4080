"""The sandbox: the only code that touches student code.

Theory of operation
-------------------
A notebook becomes a `Program`: the course's given cells, then the student's cells, as text. A `Student` runs it and
stands for the functions that it defines. Three processes take part.

* The *grader* is trusted. It holds the hidden tests, the reference and the gradebook, and computes every score.
  `session.Sandbox` asks the student's process one request at a time. A request is a list of steps: a notebook's cells
  (`cells.py`), or the calls of a hidden test (`call_batch.py`), which travel together, because a message costs more than
  most calls. Each step gets a reply of its own within a deadline of its own.
* The *zygote* (`inside/zygote.py`; the grader's end of it is `zygote_client.py`) is started once by each worker: isolated
  (`-I -S`), with a clean environment and only the course's packages on its path. It has NumPy loaded, runs no student
  code, and forks a process for each notebook. It watches what these write and how many threads they have, buries
  them, and removes their folders. It learns no source and no value. When the grader goes, it goes, and so do they.
* The *student's process* (`inside/child.py`) is forked from the zygote, gives up all it does not need
  (`inside/confine.py`), runs the cells and answers calls. It never receives an expected value.

Between grader and student travels data alone (`channel.py`, `encoding.py`): JSON and raw array bytes, bounded before
they are read. A function given to a student's function (`pool`, `f`, `g`) stays in the grader and is called back over
the channel, unless its result was told before (`precomputed.py`). A reply has the request's random id and its step's
place, which the grader counts itself; what else comes is a call back, or the end of the process.

What a student's process gives up, in this order: every descriptor but the channel; memory, CPU time, file sizes
beyond its limits (rlimits); all capabilities, but root's to read the packages in somebody's home; every file but the
standard library, the packages, the system's libraries and a folder of its own (Landlock); every system call that is
not on a list (seccomp): no process, no socket, no signal to others. In tier 1 the zygote lives in bwrap besides, so
that there is nothing to be seen: no other file, process or network. Each defence is enough for most attacks, and none
for all: Landlock does not hide that a file exists, seccomp does not know paths, bwrap alone stops no fork bomb.
Before a tier is used, a first process tries what it must not be able to do (`zygote_client.PROBE`). Where neither tier
works, nothing runs, unless the instructor says `--unsafe` (`unconfined.py`). `tiers.py` chooses.

What goes wrong costs as little as possible. After an exception in a cell, what else it defines is still defined, and
the cells after it run. A call that hangs or kills its process costs that call: the next one finds a new process in
which the cells have run again. Once a promise of a test is broken, what it has asked besides is forgotten; a process
that it keeps busy or ends is replaced, at no task's cost. A cell that hangs or kills its process is run again for its
definitions alone. A lost zygote is no student's fault: the notebook gets another one, and only when that is lost, too,
is it an error of ours. `SECURITY.md` says what is promised and what is not.
"""

from autograder.sandbox.call_batch import Observed, Question, promise, settle, together
from autograder.sandbox.failures import Absent, Crashed, Failure, NotWritten, Raised, TimedOut
from autograder.sandbox.precomputed import pure
from autograder.sandbox.program import Cell, Program, defined
from autograder.sandbox.student import Student
from autograder.sandbox.tiers import NoSandbox, available_tiers, best_tier

__all__ = [
    "Absent",
    "Cell",
    "Crashed",
    "Failure",
    "NoSandbox",
    "NotWritten",
    "Observed",
    "Program",
    "Question",
    "Raised",
    "Student",
    "TimedOut",
    "available_tiers",
    "best_tier",
    "defined",
    "promise",
    "pure",
    "settle",
    "together",
]
