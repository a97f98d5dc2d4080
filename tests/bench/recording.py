"""Measure how quickly results are recorded: `python -m tests.bench.recording --canned 100000 --database postgresql`.

The results are those of some notebooks, each as that of many students, and as workers with the disk of the class send
them. Only recording is measured: from the arrival of a result until its rows are committed. Nothing is graded.

--canned N        the number of results (10000)
--database NAME   sqlite (a file), postgresql (a server in a temporary folder), or the URL of an empty database
--sent            workers do not have the disk: the recorder writes entries, notebooks and pages
--again           the students are known already: all of them have handed in another notebook
"""

import argparse
import contextlib
import dataclasses
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from autograder.authoring import demo_class
from autograder.course.config import Course
from autograder.course.loading import load_course
from autograder.course.paths import ClassPaths
from autograder.gradebook.database import Gradebook
from autograder.running.job import Job, JobResult, run_job
from autograder.running.recorder import Recorder, open_gradebook
from autograder.submissions.submission import Submission
from tests.bench.classes import REPOSITORY, authors, notebooks
from tests.postgres_server import server

BLOCK = 1000  # results that are made together, before the time is measured
CORES, EACH = 400, 0.108  # a million submissions in 30 core hours: the results of so many cores, and seconds of one


@dataclasses.dataclass
class Recording:
    """What was measured: seconds, and processor seconds of the recorder and of its connection to a server here."""

    count: int
    seconds: float = 0.0
    recorder: float = 0.0
    server: float | None = None

    @property
    def pace(self) -> float:
        """Results in a second."""
        return self.count / self.seconds

    def lines(self) -> list[str]:
        """What to print."""
        wanted = CORES / EACH
        server = "" if self.server is None else f", the server {self.server / self.count * 1000:.3f} ms"
        return [
            f"{self.count} results in {self.seconds:.1f} s: {self.pace:.0f} in a second",
            f"processor time of one: the recorder {self.recorder / self.count * 1000:.3f} ms{server}",
            f"{CORES} cores make {wanted:.0f} in a second, if one takes {EACH * 1000:.0f} ms: "
            f"{self.pace / wanted:.2f} of that",
        ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--canned", type=int, default=10_000, metavar="N")
    parser.add_argument("--database", default="sqlite", metavar="NAME")
    parser.add_argument("--sent", action="store_true")
    parser.add_argument("--again", action="store_true")
    options = parser.parse_args()
    own = server() if options.database == "postgresql" else contextlib.nullcontext(options.database)
    with own as url:
        print(*measured(options.canned, url, options.sent, options.again).lines(), sep="\n")


def measured(count: int, url: str = "sqlite", sent: bool = False, again: bool = False) -> Recording:
    """Record so many results in a new class, or `again` in a class that has earlier results of the same students."""
    course = load_course(REPOSITORY)
    made = list(graded(course))
    with tempfile.TemporaryDirectory(prefix="recording-") as folder:
        paths = ClassPaths(Path(folder), Path(folder))
        demo_class.write_config(course, paths, "" if url == "sqlite" else f"c.CourseDirectory.db_url = {url!r}\n")
        with open_gradebook(paths, course) as gradebook:
            if again:
                recorded(paths, course, gradebook, made[1:] + made[:1], count, sent)
            found = recorded(paths, course, gradebook, made, count, sent)
            if url.startswith("postgresql"):
                with gradebook.reading() as connection:
                    found.server = processor_seconds(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar())
    return found


def recorded(
    paths: ClassPaths, course: Course, gradebook: Gradebook, made: list[tuple[Job, JobResult]], count: int, sent: bool
) -> Recording:
    """Record the notebooks in turn, each as that of another student."""
    found = Recording(count)
    recorder = Recorder(paths, course, gradebook, gradebook.recorded())
    for start in range(0, count, BLOCK):
        block = [as_student(*made[n % len(made)], n, sent) for n in range(start, min(start + BLOCK, count))]
        with timed(found):
            for job, done in block:
                recorder.add(job, done, rows=True)
    with timed(found):
        recorder.flush()
    return found


def graded(course: Course, exercise: str = "pooling") -> Iterator[tuple[Job, JobResult]]:
    """Some notebooks, graded."""
    for text in notebooks(authors(course, exercise)).values():
        job = Job(Submission("student", exercise, text.encode()), (), None)
        yield job, run_job(job, course)


def as_student(job: Job, done: JobResult, number: int, sent: bool) -> tuple[Job, JobResult]:
    """The same as that of another student."""
    student = f"student_{number:07}"
    if not sent:
        done = dataclasses.replace(done, entry=None, page="", notebook="", is_written=True)
    return (
        dataclasses.replace(job, submission=Submission(student, job.submission.exercise, job.submission.data)),
        dataclasses.replace(done, result=dataclasses.replace(done.result, student=student)),
    )


@contextlib.contextmanager
def timed(found: Recording):
    start, busy = time.perf_counter(), time.process_time()
    yield
    found.seconds += time.perf_counter() - start
    found.recorder += time.process_time() - busy


def processor_seconds(pid: int) -> float | None:
    """The processor time of a process of this machine; None if there is no such process here."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / 100
    except OSError:
        return None


if __name__ == "__main__":
    main()
