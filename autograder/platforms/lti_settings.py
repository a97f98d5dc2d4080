"""Read lti.toml: how this course reaches an LMS by LTI 1.3. Make the key by which it trusts the course.

The file is in the course's folder. It belongs to the instructor, and git ignores it, as it does the private key.
"""

import importlib.util
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta

from autograder.course.paths import ClassPaths
from autograder.course.toml_file import read_toml
from autograder.course.validation import Problem, refuse, validated
from autograder.errors import CourseError, UsageError, display_path

FILE = "lti.toml"
KEY_BITS = 2048  # RS256, which LTI 1.3 demands
ClientId = Annotated[str, Meta(min_length=1, description="a text", examples=["10000000000042"])]
Address = Annotated[  # scores and keys are sent there: only encrypted, except on this machine
    str,
    Meta(
        pattern=r"\A(https://|http://(localhost|127\.0\.0\.1)[:/])",
        description="an address that begins with https://",
        examples=["https://canvas.example.edu/login/oauth2/token"],
    ),
]
KeyFile = Annotated[str, Meta(min_length=1, description="the name of a file", examples=["lti_key.pem"])]
NOT_INSTALLED = "pylti1p3, which LTI needs, is not installed. Install it with: {} -m pip install pylti1p3"
NO_FILE = """There is no {place}. Write it there, with what the administrator of the platform gives you:

client_id = "10000000000042"
token_url = "https://canvas.example.edu/login/oauth2/token"
lineitems = "https://canvas.example.edu/api/lti/courses/42/line_items"
members = "https://canvas.example.edu/api/lti/courses/42/names_and_roles"

The administrator needs this course's public key: autograder lti-key"""
NO_KEY = "There is no private key {}. Make one with: autograder lti-key"
OPEN_KEY = "Other users of this machine can read the private key {0}. Change that with: chmod 600 {0}"


@dataclass(frozen=True)
class LtiSettings:
    """The values of lti.toml.

    `client_id` and `token_url` are those of the registration; `audience` replaces the token's address in the request
    for a token, if the platform demands it. `lineitems` is the address of the course's columns of grades, and `columns`
    has those of single exercises. `members` is the address of the list of people.
    """

    client_id: ClientId
    token_url: Address
    lineitems: Address | None = None
    members: Address | None = None
    audience: str = ""
    private_key: KeyFile = "lti_key.pem"
    columns: dict[str, Address] = field(default_factory=dict)


def read_settings(paths: ClassPaths, exercises: tuple[str, ...]) -> LtiSettings:
    """The settings of a course. Raises UsageError if there are none, CourseError if they are wrong."""
    path = paths.root / FILE
    if not path.exists():
        raise UsageError(NO_FILE.format(place=display_path(path)))
    file = read_toml(path)
    settings = validated(LtiSettings, file)
    problems = [
        Problem(("columns", name), f"is no exercise of the course. Possible here: {', '.join(exercises)}.")
        for name in settings.columns
        if name not in exercises
    ]
    if not settings.lineitems and not settings.columns:
        problems.append(Problem((), "lineitems is missing: the address of the course's columns of grades."))
    refuse(file, problems)
    return settings


def require_pylti1p3() -> None:
    """Raise UsageError, with the command that installs it, if the extra `lti` is not installed."""
    if importlib.util.find_spec("pylti1p3") is None:
        raise UsageError(NOT_INSTALLED.format(sys.executable))


def private_key(paths: ClassPaths, settings: LtiSettings) -> str:
    """The private key of the course, as PEM. Raises UsageError if there is none, or if others can read it."""
    path = key_path(paths, settings)
    if not path.exists():
        raise UsageError(NO_KEY.format(display_path(path)))
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise UsageError(OPEN_KEY.format(display_path(path)))
    return path.read_text(encoding="ascii")


def key_path(paths: ClassPaths, settings: LtiSettings | None = None) -> Path:
    """Where the private key is."""
    name = LtiSettings.private_key if settings is None else settings.private_key
    return paths.root / Path(name).expanduser()


def make_key(path: Path) -> bool:
    """Make a private key that only its owner can read. If there is one, it stays, and this returns False."""
    key = _jwk().generate(kty="RSA", size=KEY_BITS)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.export_to_pem(private_key=True, password=None))
    return True


def public_pem(private: str) -> str:
    """The public key that belongs to a private one, both as PEM."""
    pem: bytes = _key(private).export_to_pem()
    return pem.decode("ascii")


def public_keys(private: str) -> str:
    """The JSON Web Key Set that a platform asks for."""
    public = json.loads(_key(private).export_public()) | {"alg": "RS256", "use": "sig"}
    return json.dumps({"keys": [public]}, indent=2)


def _key(private: str) -> Any:
    try:
        return _jwk().from_pem(private.encode("ascii"))
    except (ValueError, TypeError) as error:
        raise CourseError(f"The private key cannot be read: {error}. It must be an RSA key as PEM.") from None


def _jwk() -> Any:
    require_pylti1p3()
    from jwcrypto.jwk import JWK

    return JWK
