"""Canvas: "Download Submissions" of an assignment, a flat zip archive of the latest submission of each student.

A name is `doejane_LATE_4711_99012_sums-1.ipynb`: the sortable name without all but letters, digits and `_`, in lower
case; LATE or nothing; the user's id; the id of the upload; the student's own name of the file, with `-1`, `-2` if the
student has uploaded this name before. In an anonymous assignment: `anon_x7Kp2_99012_sums.ipynb`. What was written into
the text box is `doejane_4711_text.html`, a link is `doejane_4711_link.html`.

Source: instructure/canvas-lms, lib/content_zipper.rb (`get_filename`, `add_upload_submission`, `add_text_or_url`).
"""

import re
from collections.abc import Sequence

from autograder.platforms.container import Container
from autograder.platforms.entry import HandedIn, Who

NAME = "canvas"
UPLOAD = re.compile(
    r"(?:(?P<name>[^/]+?)_)??(?:(?P<late>LATE|late)_)?(?P<id>\d+|anon_[A-Za-z0-9]+)_(?P<upload>\d+)_(?P<file>[^/]+)"
)
TEXT = re.compile(
    r"(?:(?P<name>[^/]+?)_)??(?:(?P<late>LATE|late)_)?(?P<id>\d+|anon_[A-Za-z0-9]+)_(?P<file>text|link)\.html"
)


def looks_like(names: Sequence[str]) -> bool:
    """Whether these files are from Canvas."""
    return all(UPLOAD.fullmatch(name) or TEXT.fullmatch(name) for name in names)


def entries(container: Container, exercises: Sequence[str]) -> list[HandedIn]:
    """What was handed in. `exercises` are the names of all exercises."""
    found = []
    for source in container.files:
        match = TEXT.fullmatch(source) or UPLOAD.fullmatch(source)
        if match is None:
            continue
        parts = match.groupdict(default="")
        who = Who(NAME, "" if parts["id"].startswith("anon_") else parts["id"], parts["name"])
        file, upload = parts["file"], parts.get("upload", "")
        if not upload:
            file = f"{file}.html"
        if not who.id:
            who = Who(NAME, login=parts["id"])
        found.append(HandedIn(who, file, source, late=bool(parts["late"]), attempt=(int(upload),) if upload else (0,)))
    return found
