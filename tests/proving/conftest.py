"""Copies of the small course in which a test changes some text, and their releases."""

import shutil

import pytest

from autograder.authoring.release import release_in_memory
from autograder.course.loading import load_course


@pytest.fixture
def edited(course, tmp_path):
    """Make a copy of the released small course, with some text in its files replaced: the course as it is then.

    `edited((file, old, new), ...)`. A file that does not exist is written, if `old` is "".
    """

    def edit(*changes):
        root = tmp_path / "course"
        if not root.exists():
            shutil.copytree(course.root, root, ignore=shutil.ignore_patterns("__pycache__"))
        for file, old, new in changes:
            path = root / file
            text = path.read_text(encoding="utf-8") if path.exists() else ""
            assert old in text, f"{file} does not contain {old!r}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace(old, new) if old else new, encoding="utf-8")
        return load_course(root)

    return edit


@pytest.fixture
def changed_release():
    """Write the release of a changed course."""

    def write(course):
        for name, data in release_in_memory(course).items():
            (course.assignments / name).write_bytes(data)

    return write
