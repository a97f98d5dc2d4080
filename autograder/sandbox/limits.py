"""Define the tiers of the sandbox, and the limits that student code runs under."""

from dataclasses import dataclass

# `tiers.py` describes the tiers. The first two confine student code; the third is a plain process.
BWRAP, LANDLOCK, UNSAFE = 1, 2, 3
CONFINED = (BWRAP, LANDLOCK)


@dataclass(frozen=True)
class Limits:
    """What student code may use, and the grader's work on its answers. `course.toml` explains each field."""

    call_seconds: float = 5.0
    task_seconds: float = 60.0
    cell_seconds: float = 10.0
    notebook_seconds: float = 180.0
    memory_mb: int = 2048
    output_mb: int = 2
    scratch_mb: int = 64
    scratch_files: int = 1000
    threads: int = 64
    callbacks: int = 10_000
    judging_seconds: float = 10.0
    judging_mb: int = 1024
