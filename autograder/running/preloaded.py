"""What every worker needs: a process that has imported this is copied for each worker (`worker_source.py`)."""

from autograder.reports.html import templates
from autograder.running import job, references

__all__ = ["job", "references"]

templates()
