"""The sandbox: the only code that touches student code.

Theory of operation
-------------------
A notebook becomes a `Program`: the course's given cells, then the student's cells, as text. A `Student`
runs it and stands for the functions that it defines. Two processes take part.

* The *grader's* process is trusted. It holds the hidden tests, the reference and the gradebook, and computes
  every score. `process.Sandbox` starts the other one and asks it, one request at a time; each has a deadline.
* The *student's* process (`child.py`) runs the cells and answers calls. It is started isolated (`-I -S`), with
  a clean environment, an empty folder of its own that is removed afterwards, only the course's packages on its
  path, and its standard streams on the null device. It never receives an expected value.

Between them travels data alone (`channel.py`): JSON and raw array bytes, bounded before they are read. A
function given to a student's function (`pool`, `f`, `g`) stays in the grader and is called back over the channel.

What goes wrong costs as little as possible. After an exception in a cell, what else it defines is still defined, and
the cells after it run. A call that hangs or kills its process costs that call: the next one finds a new process in
which the cells have run again. A cell that hangs or kills its process is run again for its definitions alone.

This is separation, not confinement: on the way to the grader's data stand a process boundary and the
resource limits of the operating system, but code that sets out to read the user's files can.
"""

from autograder.sandbox.failures import Absent, Crashed, Failure, NotWritten, Raised, TimedOut
from autograder.sandbox.ladder import NoSandbox, best, tiers
from autograder.sandbox.student import Cell, Observed, Program, Student, defines

__all__ = [
    "Absent",
    "Cell",
    "Crashed",
    "Failure",
    "NoSandbox",
    "NotWritten",
    "Observed",
    "Program",
    "Raised",
    "Student",
    "TimedOut",
    "best",
    "defines",
    "tiers",
]
