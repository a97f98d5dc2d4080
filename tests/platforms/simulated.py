"""Simulate a class, always the same one: its people, what they hand in, and the files of each platform about it.

The sources of the formats are in the modules of `autograder/platforms/`. Where a format has more than one form, this
writes the one that is harder to read: a German worksheet of Moodle, a Canvas file with semicolons and decimal commas.
"""

import datetime
import random
import zipfile
from dataclasses import dataclass

FIRST = [
    "Ada",
    "Björn",
    "Chen",
    "Dalia",
    "Emre",
    "Fatima",
    "Grace",
    "Håkon",
    "Inês",
    "José",
    "Kofi",
    "Lê",
    "Mei",
    "Noor",
]
LAST = ["Lovelace", "Müller", "O'Brien", "García", "Çelik", "Nguyen", "Ødegård", "de-Souza", "Kowalski", "van Dijk"]
KINDS = ("right", "right", "right", "mistake", "mistake", "nothing", "late", "twice", "renamed", "broken")
DUE = datetime.datetime(2026, 10, 5, 18, 0, 0, tzinfo=datetime.UTC)
OTHER_NAME = "my homework (final).ipynb"


@dataclass(frozen=True)
class Person:
    """Somebody in the class, with what each platform calls them. `kind` is what they hand in."""

    number: int
    first: str
    last: str
    kind: str

    @property
    def id(self):
        return f"s{self.number:04}"

    @property
    def name(self):
        return f"{self.first} {self.last}"

    @property
    def email(self):
        return f"{self.id}@uni.example"

    @property
    def canvas_id(self):
        return 47000 + 13 * self.number

    @property
    def participant(self):
        return 910000 + 7 * self.number


@dataclass(frozen=True)
class File:
    """A file that a person handed in: its name, its bytes, when, and which attempt it was."""

    person: Person
    name: str
    data: bytes
    time: datetime.datetime
    attempt: int = 1

    @property
    def late(self):
        return self.time > DUE


def people(size, seed=2026):
    """The people of the class. Each kind occurs, and no two have the same name."""
    names = [(first, last) for first in FIRST for last in LAST]
    random.Random(seed).shuffle(names)
    chosen = sorted(names[:size], key=lambda name: name[::-1])
    return [Person(number, *name, KINDS[number % len(KINDS)]) for number, name in enumerate(chosen, start=1)]


def hand_in(persons, exercise, right, wrong, alike=None):
    """What each person hands in. `right` and `wrong` are notebooks; two persons hand in the one that is `alike`."""
    files, alike_left = [], 2
    for person in persons:
        time = DUE - datetime.timedelta(hours=person.number % 40, minutes=3 * person.number)
        name = f"{exercise}.ipynb"
        data = wrong if person.kind in ("mistake", "twice") else right
        if alike is not None and person.kind == "right" and alike_left:
            data, alike_left = alike, alike_left - 1
        if person.kind == "nothing":
            continue
        if person.kind == "late":
            time = DUE + datetime.timedelta(hours=5)
        if person.kind == "renamed":
            name = OTHER_NAME
        if person.kind == "broken":
            data = data[:200]
        files.append(File(person, name, data, time))
        if person.kind == "twice":
            files.append(File(person, name, right, time + datetime.timedelta(minutes=30), attempt=2))
    return files


def latest(files):
    """The last attempt of each person: what a platform gives that keeps no others."""
    return list({one.person: one for one in files}.values())


def upload_id(file):
    """Canvas's number of an upload: a later one is larger."""
    return 990000 + 10 * file.person.number + file.attempt


def canvas_name(file):
    """The name of a file in Canvas's download."""
    word = "".join(char for char in f"{file.person.last}, {file.person.first}".lower() if char.isalnum() or char == "_")
    stem, _, suffix = file.name.rpartition(".")
    own = file.name if file.attempt == 1 else f"{stem}-{file.attempt - 1}.{suffix}"
    return "_".join([word, *(["LATE"] if file.late else []), str(file.person.canvas_id), str(upload_id(file)), own])


def canvas_zip(path, files):
    """Canvas's download of an assignment: only the last attempts."""
    return write_zip(path, {canvas_name(one): one.data for one in latest(files)})


def moodle_zip(path, files):
    """Moodle's download of an assignment, with a folder for each person."""
    folders = {one: f"{one.person.name}_{one.person.participant}_assignsubmission_file_" for one in latest(files)}
    return write_zip(path, {f"{folder}/{one.name}": one.data for one, folder in folders.items()})


def blackboard_zip(path, files, title):
    """Blackboard's download of a column: all attempts, with a receipt for each."""
    found = {}
    for one in files:
        start = f"{title}_{one.person.id}_attempt_{one.time:%Y-%m-%d-%H-%M-%S}"
        found[f"{start}.txt"] = RECEIPT.format(one.person.name, one.person.id, title, one.name, start).encode()
        found[f"{start}_{one.name}"] = one.data
    return write_zip(path, found)


def gradescope_zip(path, files):
    """Gradescope's export: the last attempts, and who and when in submission_metadata.yml."""
    found, metadata, root = {}, "", "assignment_88_export"
    for one in latest(files):
        folder = f"submission_{40000 + one.person.number}"
        time = f"{one.time:%Y-%m-%d %H:%M:%S.861687000 Z}"
        metadata += METADATA.format(folder, one.person.name, one.person.id, one.person.email, time)
        found[f"{root}/{folder}/{one.name}"] = one.data
    return write_zip(path, {f"{root}/submission_metadata.yml": metadata.encode(), **found})


def classroom_zip(path, files):
    """The folder of an assignment in Google Drive, as a download."""
    return write_zip(path, {f"Homework/{one.person.name} - {one.name}": one.data for one in latest(files)})


def plain_zip(path, files, exercise):
    """A folder for each student, as in submitted/."""
    return write_zip(path, {f"{one.person.id}/{exercise}/{one.name}": one.data for one in latest(files)})


RECEIPT = """\
Name: {} ({})
Assignment: {}
Date Submitted: Monday, 5 October 2026 20:00:00 o'clock CEST
Current Mark: Needs Marking

Submission Field:
There is no student submission text data for this assignment.

Comments:
There are no student comments for this assignment.

Files:
\tOriginal filename: {}
\tFilename: {}_x
"""
METADATA = """\
{}:
  :submitters:
  - :name: {}
    :sid: '{}'
    :email: {}
  :created_at: {}
  :score: 2.0
  :results:
    score: 2.0
    output: |-
      ====
"""


def write_zip(path, files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def canvas_gradebook(persons, columns, separator=",", comma=False, mark=True, cells=None):
    """Canvas's export of its gradebook. `columns` has the points of each assignment by its title with its id.

    `cells` has what is in the gradebook already, by person and column. The last row is the test student's.
    """
    cells = cells or {}

    def number(value):
        return f"{value:.2f}".replace(".", "," if comma else ".")

    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *columns, "Current Score", "Final Score"]
    points = ["    Points Possible", "", "", "", "", *map(number, columns.values()), "(read only)", "(read only)"]
    hidden = ["", "", "", "", "", *["Manual Posting" for _ in columns], "", ""]
    rows = [header, hidden, points]
    for one in persons:
        own = [cells.get((one, column), "") for column in columns]
        login = one.id
        name = f"{one.last}, {one.first}"
        rows.append([name, str(one.canvas_id), f"u{one.number}", login, "Section 1", *own, number(51.5), number(40)])
    rows.append(["Student, Test", "99999", "", "3f2a9c", "Section 1", *["" for _ in columns], number(0), number(0)])
    text = "".join(separator.join(_quoted(cell, separator) for cell in row) + "\n" for row in rows)
    return ("﻿" if mark else "").encode() + text.encode()


def moodle_worksheet(persons, points):
    """Moodle's grading worksheet of an assignment, on a German site."""
    header = (
        'ID,"Vollständiger Name",E-Mail-Adresse,Status,Bewertung,Bestwertung,"Bewertung kann geändert werden",'
        '"Zuletzt geändert (Abgabe)","Zuletzt geändert (Bewertung)","Feedback als Kommentar"\n'
    )
    row = 'Teilnehmer/in{},"{}",{},"Zur Bewertung abgegeben",,"{}",Ja,"Montag, 5. Oktober 2026, 20:00",-,"{}"\n'
    most = f"{points:.2f}".replace(".", ",")
    lines = [row.format(one.participant, one.name, one.email, most, 'Gut, sagt ""sie""\nweiter') for one in persons]
    return ("﻿" + header + "".join(lines)).encode()


def blackboard_grades(persons, columns):
    """Blackboard's download of grades: tabs and UTF-16, as it writes for Excel."""
    header = ["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability", *columns]
    rows = [
        [one.last, one.first, one.id, f"u{one.number}", "2026-10-05 20:00:00", "Yes", *("" for _ in columns)]
        for one in persons
    ]
    return "".join("\t".join(f'"{cell}"' for cell in row) + "\r\n" for row in [header, *rows]).encode("utf-16")


def gradescope_roster(persons):
    """Gradescope's roster."""
    rows = [f"{one.first},{one.last},{one.id},{one.email},Student,Section 1" for one in persons]
    return "\n".join(
        ["First Name,Last Name,SID,Email,Role,Sections", *rows, "Tea,Cher,,t@uni.example,Instructor,"]
    ).encode()


def _quoted(cell, separator):
    return f'"{cell}"' if separator in cell or '"' in cell else cell
