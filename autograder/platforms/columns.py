"""Recognise by the names of its columns which platform a list of people is from, and what each column is.

Canvas      export of the gradebook: Student (or LastName, FirstName), ID, SIS User ID, SIS Login ID, Section, …
            (instructure/canvas-lms, lib/gradebook_exporter.rb)
Blackboard  download of grades: Last Name, First Name, Username, Student ID, Last Access, Availability, …
            (headers in public readers of it, with columns such as "Quiz 1 [Total Pts: 10 Score] |1281892")
Gradescope  roster or grades: First Name, Last Name, SID, Email, Role (or Name, SID, Email)
Moodle      grading worksheet of an assignment, in the language of the site: its first column is "Participant 123"
            (moodle/moodle, mod/assign/gradingtable.php); participants or the grader report: First name, Last name, …
nbgrader    id, first_name, last_name, email (nbgrader db student import)
"""

import re
from collections.abc import Mapping, Sequence

from autograder.platforms.sheet import Sheet

PARTICIPANT = re.compile(r"\D+?(\d+)")  # "Participant 123", "Teilnehmer/in123"
OWN = "own"  # a platform's own number of a person
# What a column is, by its name in small letters. Moodle's names are those of its language packs.
NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "student_id", "student"),
    "login": (
        "username", "login", "user name", "sis login id", "anmeldename", "nutzername", "benutzername",
        "nom d'utilisateur", "nombre de usuario", "nome utente", "gebruikersnaam",
    ),
    "number": (
        "student id", "sis user id", "id number", "sid", "student number", "matrikelnummer", "id-nummer",
        "numéro d'identification", "número de id", "codice identificativo", "idnumber",
    ),
    "email": (
        "email", "e-mail", "email address", "e-mail-adresse", "e-mail address", "adresse de courriel",
        "dirección de correo", "indirizzo email", "e-mailadres",
    ),
    "first": (
        "first name", "first_name", "firstname", "given name", "vorname", "prénom", "nombre", "nome", "voornaam",
    ),
    "last": (
        "last name", "last_name", "lastname", "surname", "family name", "nachname", "nom", "nom de famille",
        "apellido(s)", "apellidos", "cognome", "achternaam",
    ),
    "name": (
        "name", "full name", "student name", "vollständiger name", "nom complet", "nombre completo", "nome completo",
        "volledige naam",
    ),
    "role": ("role", "roles", "rolle", "rollen"),
}  # fmt: skip
KINDS = {name: kind for kind, names in NAMES.items() for name in names}


def columns_of(sheet: Sheet) -> tuple[str, dict[int, str]]:
    """The platform that a list is from ("" if none is known), and the kind of each column that has one."""
    header = [name.lower() for name in sheet.texts(0)]
    if is_canvas(header):
        names = {"student": "name", "id": OWN}
        return "canvas", {at: names.get(name) or KINDS[name] for at, name in enumerate(header) if _known(name)}
    if is_worksheet(sheet):
        kinds = {at: KINDS[name] for at, name in enumerate(header) if _known(name)}
        return "moodle", {**_names_beside(sheet), **kinds, 0: OWN}
    if {"username", "last name", "first name"} <= {*header} and {"availability", "last access", "student id"} & {
        *header
    }:
        return "blackboard", {at: KINDS[name] for at, name in enumerate(header) if _known(name)}
    platform = "gradescope" if {"sid", "email"} <= {*header} else ""
    return platform, {at: KINDS[name] for at, name in enumerate(header) if _known(name)}


def is_canvas(header: Sequence[str]) -> bool:
    """Whether these names of columns, in small letters, are those of Canvas's gradebook."""
    named = header[:2] == ["student", "id"] or header[:3] == ["lastname", "firstname", "id"]
    return named and bool({"section", "sis login id", "sis user id"} & {*header})


def is_worksheet(sheet: Sheet) -> bool:
    """Whether this is a grading worksheet of Moodle: in each row, the first cell is a word and a number."""
    people = [sheet.text(row, 0).strip() for row in range(1, len(sheet.rows)) if any(sheet.texts(row))]
    words = {re.sub(r"\d+$", "", one) for one in people}
    return len(words) == 1 and all(PARTICIPANT.fullmatch(one) for one in people) and len(sheet.rows[0]) > 3


def _names_beside(sheet: Sheet) -> dict[int, str]:
    """In a language that is not known, names are beside the number. If most of these texts are the same, they are none:
    in an anonymous worksheet, the state of the submission is there."""
    texts = [sheet.text(row, 1).strip() for row in range(1, len(sheet.rows)) if any(sheet.texts(row))]
    return {1: "name"} if 2 * len({*texts}) > len(texts) > 1 else {}


def _known(name: str) -> bool:
    return name in KINDS
