"""The sandbox is the only package that runs student code.

How it works
------------
A notebook becomes a `Program`: the course's given cells, the student's cells and the course's probes, as text. A
`Student` represents the functions that the program defines. Calling one of them runs it in another process. There are
three processes:

1. The *grader* is trusted. It has the hidden tests, the reference solution and the gradebook, and it computes all
   scores. `session.Sandbox` sends requests to the student's process. A request is a list of steps: the cells of the
   notebook (`cells.py`), or all calls of a hidden test (`call_batch.py`). These are sent together, because a message
   takes more time than most calls, and are encoded once for many students (`steps.py`). Each step has its own reply and
   its own deadline. The requests of a task's next tests are sent before the replies to the last one have come.
2. The *zygote* (`inside/zygote.py`; the grader's side is `zygote_client.py`) has loaded Python and NumPy and forks a
   process for each notebook, which is much faster than starting Python. Each worker starts one for each tier and set
   of packages. It runs isolated (`-I -S`), with a clean environment, and can import only the packages that the course
   lists (`packages.py`). It runs no student code. It watches the files and threads of its jobs, reaps those that have
   ended, and removes their folders. It never sees sources or values. When the grader ends, the zygote ends, and so do
   all its jobs.
3. The *student's process* (`inside/child.py`) is forked from the zygote. It gives up its rights (`inside/confine.py`),
   runs the cells, and answers calls. It never receives an expected value.

Only data is exchanged between the grader and the student's process. What the grader sends is pickled (`pickled.py`).
What student code sends is never unpickled: it is JSON and the raw bytes of arrays, whose size and grammar are checked
while they are read (`channel.py`, `encoding.py`, `decoding.py`, `replies.py`). Replies are sent together, too. Until
then, they are in memory that the grader can read, so that none is lost if a later call hangs or ends the process
(`unsent.py`). If a hidden test gives a function to a student's function, that function stays in the grader
(`given.py`), and the student's process calls it back over the channel, unless its result was sent in advance
(`precomputed.py`, `sealed.py`). The grader's own work on all this is bounded (`work_limits.py`). A reply contains the
random id of its request and the place of its step, which the grader counts itself. Every other message must be a call
back; anything else ends the process.

A student's process gives up, in this order:

- all descriptors but the channel (the memory for replies stays, without a descriptor);
- its priority, and the user root if it has that;
- memory, CPU time and file sizes above its limits (rlimits);
- all capabilities (root keeps the one that reads packages in the home folders of other users);
- all files but the standard library, the packages, the system's libraries and a folder of its own (Landlock);
- all system calls that are not on a list (seccomp): no new process, no socket, no signal to other processes.

In tier 1 the zygote also runs within bwrap, where other files, processes and networks do not exist. Each defence stops
most attacks, and none of them stops all: Landlock does not hide that a file exists, seccomp does not know paths, and
bwrap alone does not stop a fork bomb. Before a tier is used, a first process tries what must not work
(`zygote_client.PROBE`). If no tier works, nothing is run, unless the instructor uses `--unsafe` (`unconfined.py`).
`tiers.py` chooses the tier.

An error costs the student as little as possible:

- After an exception in a cell, the rest of its definitions and the following cells still run.
- A cell that hangs or ends its process is run again, but only its definitions.
- If one of the course's probes fails behind the student's cells, its task has no function. It is an error of the course
  only if the probe also fails without these cells (`grading/grade.py`).
- A call that hangs or ends its process fails. The next call gets a new process, in which the cells run again.
- A task begins in the process of the task before it, which may have damaged it. If that process does not answer, it is
  replaced. If a call ends it, the same call is made again in a new process.
- Starts of processes are counted (`budget.py`): after too many, the task's calls fail, and cells that end the process
  are left out.
- When a check of a hidden test has failed, the answers to the calls after it are ignored. If the process is still busy
  with them or ends, it is replaced, and no task loses time.
- If a zygote is lost, another notebook may have caused that. The notebook gets a new process. If it loses that one,
  too, the result is an error of the course and not of the student.

`SECURITY.md` says what the sandbox promises and what it does not.
"""

from autograder.sandbox.call_batch import Observed, Question, batch, expect, flush
from autograder.sandbox.failures import Absent, Crashed, Failure, NotWritten, Raised, TimedOut
from autograder.sandbox.given import pure, takes_any_data
from autograder.sandbox.program import PROBE, Cell, Program, defined
from autograder.sandbox.student import Student
from autograder.sandbox.tiers import NoSandbox, available_tiers, best_tier

__all__ = [
    "PROBE",
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
    "batch",
    "best_tier",
    "defined",
    "expect",
    "flush",
    "pure",
    "takes_any_data",
]
