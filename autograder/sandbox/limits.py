"""Define the tiers of the sandbox, and the limits that student code runs under."""

from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta

# `tiers.py` describes the tiers. The first two confine student code; the third is a plain process.
BWRAP, LANDLOCK, UNSAFE = 1, 2, 3
CONFINED = (BWRAP, LANDLOCK)

# What makes sense. With less memory, NumPy and Matplotlib cannot be imported.
Seconds = Annotated[float, Meta(ge=0.1, le=24 * 3600)]
Memory = Annotated[int, Meta(ge=256, le=2**20)]
Megabytes = Annotated[int, Meta(ge=1, le=2**20)]


@dataclass(frozen=True)
class Limits:
    """What student code may use, and the grader's work on its answers. `course.toml` explains each field."""

    call_seconds: Seconds = 5.0
    task_seconds: Seconds = 60.0
    cell_seconds: Seconds = 10.0
    notebook_seconds: Seconds = 180.0
    memory_mb: Memory = 2048
    output_mb: Annotated[int, Meta(ge=1, le=1024)] = 2
    scratch_mb: Megabytes = 64
    scratch_files: Annotated[int, Meta(ge=1, le=1_000_000)] = 1000
    threads: Annotated[int, Meta(ge=1, le=10_000)] = 64
    callbacks: Annotated[int, Meta(ge=1, le=100_000_000)] = 10_000
    judging_seconds: Seconds = 10.0
    judging_mb: Megabytes = 1024
