"""Read github.toml: where the students' repositories are. Read from the environment the token that may read them.

The file is in the course's folder. It has no secret. The token is only in the environment, and never in a command or a
message.
"""

import base64
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated
from urllib.parse import urlsplit

from msgspec import Meta

from autograder.course.paths import ClassPaths
from autograder.course.toml_file import read_toml
from autograder.course.validation import Problem, refuse, validated
from autograder.errors import UsageError, display_path

FILE, TOKEN = "github.toml", "STUDENTS_TOKEN"
API = "https://api.github.com"
LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98})")
Address = Annotated[  # the token is sent there: only encrypted, except on this machine
    str,
    Meta(
        pattern=r"\A(https://[^/@\s]+/|file:///|http://(localhost|127\.0\.0\.1)[:/])\S*\{login\}\S*\Z",
        description="an address that begins with https:// and contains {login}",
        examples=["https://github.com/my-class/notebooks-{login}"],
    ),
]
Api = Annotated[
    str,
    Meta(
        pattern=r"\A(https://[^/@\s]+|http://(localhost|127\.0\.0\.1)(:\d+)?)(/[^\s?#]*)?\Z",
        description="an address that begins with https://",
        examples=[API],
    ),
]
NO_FILE = """There is no {place}. Write it there, with the address of the students' repositories:

repositories = "https://github.com/my-class/notebooks-{{login}}"

{{login}} is a student's name on GitHub: the column github_id of roster.csv. If there is a repository for each exercise,
write {{exercise}} where its name is."""


@dataclass(frozen=True)
class GitHubSettings:
    """The values of github.toml: the address of a student's repository, and that of GitHub's interface for programs."""

    repositories: Address
    api: Api = API

    @property
    def is_per_exercise(self) -> bool:
        """Whether there is a repository for each exercise of a student."""
        return "{exercise}" in self.repositories

    def repository(self, login: str, exercise: str) -> str:
        """The address of a student's repository."""
        return self.repositories.replace("{login}", login).replace("{exercise}", exercise)


def read_settings(paths: ClassPaths) -> GitHubSettings:
    """The settings of a course. Raises UsageError if there are none, CourseError if they are wrong."""
    path = paths.root / FILE
    if not path.exists():
        raise UsageError(NO_FILE.format(place=display_path(path)))
    file = read_toml(path)
    settings = validated(GitHubSettings, file)
    unknown = sorted({*re.findall(r"\{.*?\}", settings.repositories)} - {"{login}", "{exercise}"})
    refuse(
        file, [Problem(("repositories",), f"has {one}. Possible are {{login}} and {{exercise}}.") for one in unknown]
    )
    return settings


def token() -> str:
    """The token from the environment; "" if there is none."""
    return os.environ.get(TOKEN, "").strip()


def full_name(address: str) -> str:
    """owner/name of a repository, by its address."""
    owner, name = PurePosixPath(urlsplit(address).path).parts[-2:]
    return f"{owner}/{name.removesuffix('.git')}"


def git_environment(address: str) -> Mapping[str, str]:
    """Variables with which git asks nobody for a password, and sends the token to the repository's server alone."""
    parts = urlsplit(address)
    variables = {"GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "true", "LC_ALL": "C.UTF-8"}
    if not token() or parts.scheme == "file":
        return variables
    secret = base64.b64encode(f"x-access-token:{token()}".encode()).decode("ascii")
    return variables | {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{parts.scheme}://{parts.netloc}/.extraHeader",
        "GIT_CONFIG_VALUE_0": f"Authorization: Basic {secret}",
    }
