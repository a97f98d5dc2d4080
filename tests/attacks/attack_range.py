"""Grade attacks among planted secrets, and report what they achieve.

    with Range(course) as attack_range:
        outcome = attack_range.run(attack, tier=3)

Grading happens in this process, as in `make grade`. `Outcome.through` is empty if the attack was held.
"""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.course.config import Course
from autograder.grading.grade import grade
from autograder.grading.result import Result
from autograder.sandbox import Cell, Program, Student
from autograder.sandbox.limits import Limits
from autograder.submissions.submission import Submission
from tests.attacks import setting, traces
from tests.attacks import shown as showing
from tests.attacks.attack import TOOLS, Attack, course_for, course_of, notebook
from tests.attacks.targets import Targets

HONEST = Attack("honest", "", "", "", "# %%\ndef answer():\n    return 42, 21\n", 1.0, "shifts", Limits())
BARE = 0  # in place of a tier: no sandbox at all
FULLY = 25  # one in so many honest submissions is graded completely; of the others, one function is called
MOST_SECONDS = 20  # for one submission with the small limits
MOST_MEMORY = 400  # megabytes that the grader itself may use on top of what it has
MOST_WORK = 8  # seconds of the processor that the grader itself may use, without the student's processes
MOST_STARTS = 200  # processes for one submission
CONTROL_GROUPS = ("/sys/fs/cgroup", "/sys/fs/cgroup/pids")  # folders that are made there are not files


@dataclass(frozen=True)
class Outcome:
    """The outcome of one attack. `through` says what it achieved, `message` is that of the result.

    `work` is the processor time of the grader itself in seconds, `memory` its peak in megabytes, above what it had, and
    `starts` the number of processes that it started for student code.
    """

    attack: str
    tier: int
    through: tuple[str, ...]
    seconds: float = 0.0
    message: str = ""
    work: float = 0.0
    memory: int = 0
    starts: int = 0

    @property
    def held(self) -> bool:
        return not self.through


class Range:
    """Planted targets and what watches them. A context manager; one is enough for many attacks.

    The first course is the small one, which also has the honest submissions. Attacks on exercises that none of the
    courses has cannot run.
    """

    def __init__(self, *courses: Course):
        self.courses = courses
        self._stack = contextlib.ExitStack()
        self._tiers, self._runs = set(), 0

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self.targets = Targets(self.courses)
            stack.callback(self.targets.close)
            self.targets.revive()
            self.build = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            stack.enter_context(traces.adopting())
            stack.enter_context(setting.environment(self.targets.environment))
            stack.enter_context(setting.temporary(self.targets.root / "temp"))
            stack.enter_context(setting.own_zygotes())
            self.signals = stack.enter_context(setting.counted_signals())
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_):
        self._stack.close()

    def run(self, attack: Attack, tier: int) -> Outcome:
        """Grade the attack, then an honest submission, and report what is not as it must be."""
        if tier not in self._tiers:  # what the sandbox keeps from one submission to the next is not a trace
            self._tiers.add(tier)
            self._graded(replace(HONEST, code=f"{HONEST.code}# matplotlib\n"), tier)
        return self._watched(attack, tier, lambda: self._graded(attack, tier))

    def run_bare(self, attack: Attack) -> Outcome:
        """Run the attack as a plain script of this user, which shows what it could do without any sandbox."""
        cells = [f"TARGET = {self.targets.target(self._exercise(attack))!r}", TOOLS.read_text(encoding="utf-8")]
        return self._watched(attack, BARE, lambda: _run_script(cells + attack.cells, self.build))

    def _graded(self, attack, tier):
        target = self.targets.target(self._exercise(attack))
        data = attack.notebook(target) if attack.group else notebook(*attack.cells)
        return grade(Submission("mallory", attack.exercise, data), self._course(attack, tier))

    def _course(self, attack, tier):
        return course_for(attack, course_of(attack, self.courses), tier)

    def _exercise(self, attack):
        return course_of(attack, self.courses).exercise(attack.exercise)

    def _harmed(self, tier):
        """How an honest student after the attack is harmed. Mostly this is one call: grading takes longer."""
        self._runs += 1
        if self._runs % FULLY == 0:
            honest = self._graded(HONEST, tier)
            fine, why = honest.score == HONEST.deserves, f"{honest.status}, {honest.score} points, {honest.message}"
        else:
            student = Student(Program((), (Cell("cell 1", HONEST.cells[0]),)), HONEST.limits, (tier,))
            with contextlib.closing(student):
                try:
                    fine, why = student.answer() == (42, 21), "a wrong value"
                except Exception as error:
                    fine, why = False, f"{type(error).__name__}: {error}"
        return [] if fine else [f"an honest submission suffers: {why}"]

    def _watched(self, attack, tier, work):
        """Look at everything before and after `work`."""
        before, start, used = self._look(), time.monotonic(), time.process_time()
        traces.forget_peak()
        with setting.captured(self.build) as printed, setting.alarm(), setting.counted_starts() as started:
            result = work()
        seconds, work = time.monotonic() - start, time.process_time() - used
        grown = traces.memory() - before["memory"]
        through = self._told(attack, tier, result, printed())
        through += self._found(before, attack)
        if tier != BARE:
            through += [f"took {seconds:.0f} s"] if seconds > MOST_SECONDS else []
            through += [f"the grader used {grown} MB"] if grown > MOST_MEMORY else []
            through += [f"{len(started)} processes were started"] if len(started) > MOST_STARTS else []
            through += [f"the grader worked for {work:.0f} s"] if work > MOST_WORK else []
            through += self._harmed(tier)
        message = getattr(result, "message", printed())
        return Outcome(attack.name, tier, tuple(through), seconds, message, work, grown, len(started))

    def _told(self, attack, tier, result, printed):
        """What the result says and must not say, in every place where it is shown."""
        through, texts = [], {"what was printed": printed}
        if isinstance(result, Result):
            if result.status != "graded" or result.score != attack.deserves:
                why = f": {result.message[:200]}" if result.status == "error" else ""
                through.append(f"{result.status}, {result.score} points instead of {attack.deserves:g}{why}")
            try:
                texts |= showing.shown(result, self._course(attack, tier), self.build)
            except Exception as error:
                through.append(f"the result cannot be shown: {type(error).__name__}: {error}"[:300])
        places = {}
        for where, text in texts.items():
            for name in showing.leaks(text, self.targets.canaries):
                places.setdefault(name, []).append(where)
            through += showing.harm(where, text, attack.never) if tier != BARE else []
        return through + [f"{name} (in {', '.join(where)})" for name, where in places.items()]

    def _look(self):
        return {
            "memory": traces.memory("VmRSS"),
            "files": traces.files(self.targets.planted),
            "temporary": self._temporary(),
            "processes": traces.processes(),
            "kernel": traces.kernel_objects(self.targets.name, self.targets.ipc_key, self.targets.root),
            "own": traces.own_state(),
            "victim": traces.state_of(self.targets.victim.pid),
        }

    def _found(self, before, attack):
        """Traces on the machine. They are removed."""
        processes = traces.left_processes(before["processes"])
        through = [f"{len(processes)} processes left"] if processes else []
        through += self._found_files(before)
        kernel = traces.kernel_objects(self.targets.name, self.targets.ipc_key, self.targets.root)
        for thing in kernel.keys() - before["kernel"].keys():
            through.append(f"{kernel[thing]} left")
            traces.remove_kernel_object(*thing)
        through += self._found_victim(before["victim"])
        changed = traces.differences(before["own"], traces.own_state())
        through += [f"the grader's {name} changed" for name in changed]
        traces.restore(os.getpid(), before["own"])
        if self.targets.memory.raw != self.targets.before:
            through.append("the grader's memory changed")
        through += [f"signal {number.name} to the grader" for number in self.signals]
        self.signals.clear()
        through += self._arrived()
        if through:
            self.targets.revive()
        return through

    def _found_files(self, before):
        after = traces.files(self.targets.planted) | dict.fromkeys(self._temporary())
        changed = traces.changed_files(before["files"] | dict.fromkeys(before["temporary"]), after)
        shared = traces.named(self.targets.name, [*self.targets.writable, *CONTROL_GROUPS, self.targets.root])
        for path in after.keys() - before["files"].keys() - before["temporary"] | set(shared):
            if path.startswith("/sys/"):
                Path(path).rmdir()
            else:
                traces.remove(path)
        root = str(self.targets.root)
        return [word.replace(root, "…") for word in _few(changed + [f"new: {path}" for path in shared])]

    def _temporary(self):
        """What is in the folder for temporary files. Sandboxes have folders there, which are empty between runs."""
        return {str(path) for pattern in ("*", "*/*") for path in (self.targets.root / "temp").glob(pattern)}

    def _found_victim(self, before):
        if self.targets.victim.poll() is not None:
            return ["the victim is dead"]
        return [f"the victim's {name} changed" for name in traces.differences(before, self._victim())]

    def _victim(self):
        return traces.state_of(self.targets.victim.pid)

    def _arrived(self):
        """Connections and datagrams at the planted sockets."""
        found = []
        for name, one in self.targets.sockets.items():
            with contextlib.suppress(BlockingIOError):
                while True:
                    if one.type == 1:  # a stream
                        one.accept()[0].close()
                    else:
                        one.recv(4096)
                    found.append(f"something arrived at {name}")
        return sorted(set(found))


def _few(words):
    return words if len(words) <= 5 else [*words[:5], f"and {len(words) - 5} more"]


def _run_script(cells, folder):
    """Run cells one after another in a new Python process, which prints exceptions."""
    folder = tempfile.mkdtemp(dir=folder)
    script = f"CELLS = {cells!r}\n{RUN_CELLS}"
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # with more threads some attacks are not possible
    command = [sys.executable, "-c", script]
    process = subprocess.Popen(command, cwd=folder, env=environment, start_new_session=True)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    traces.remove(folder)


RUN_CELLS = """
import resource, sys, traceback
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
names = {"__name__": "__main__"}
for cell in CELLS:
    try:
        exec(compile(cell, "<cell>", "exec"), names)
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", flush=True)
"""
