"""Send scores to an LMS by LTI 1.3: Assignment and Grade Services 2.0, Names and Role Provisioning 2.0.

The formats are those of imsglobal.org/spec/lti-ags/v2p0 (section 3.4, score publish service) and
imsglobal.org/spec/lti-nrps/v2p0. pylti1p3 asks for the token, signs, and writes the bodies.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import requests
from pylti1p3.assignments_grades import AssignmentsGradesService
from pylti1p3.exception import LtiException, LtiServiceException
from pylti1p3.grade import Grade
from pylti1p3.lineitem import LineItem
from pylti1p3.names_roles import NamesRolesProvisioningService
from pylti1p3.registration import Registration
from pylti1p3.service_connector import ServiceConnector
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from autograder.errors import CourseError
from autograder.platforms.entry import Who
from autograder.platforms.lti_settings import LtiSettings, public_pem
from autograder.platforms.matching import Matcher, Unmatched

SCOPES = [
    "https://purl.imsglobal.org/spec/lti-ags/scope/score",
    "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
]
PLATFORM = "lti"
SECONDS = 30  # that an answer may take
TRIES = 4
PAUSE = 1  # seconds before the second try; each further one waits twice as long
BUSY = (429, 502, 503, 504)  # answers of a platform that can take the same request later
LEARNER = "Learner"
LONGEST = 200  # characters of an answer that a message shows


@dataclass(frozen=True)
class Posting:
    """What to post of one submission. Without a `score`, the platform shows that a person has to grade it."""

    student: str
    exercise: str
    score: float | None


@dataclass
class Posted:
    """What a platform accepted, and what not: `refused` says why, `unknown` are students whom it does not have, and
    `people` of the platform whom the roster does not have."""

    accepted: list[Posting] = field(default_factory=list)
    refused: dict[Posting, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    people: list[Unmatched] = field(default_factory=list)


@dataclass(frozen=True)
class Column:
    """The column of an exercise on the platform: its title and most points."""

    title: str
    most: float


class Platform:
    """A connection to a platform. Raises CourseError if it cannot be reached, or does not accept the key."""

    def __init__(self, settings: LtiSettings, private: str):
        self.settings = settings
        registration = Registration().set_client_id(settings.client_id).set_auth_token_url(settings.token_url)
        registration.set_tool_private_key(private).set_tool_public_key(public_pem(private))
        if settings.audience:
            registration.set_auth_audience(settings.audience)
        self._connector = ServiceConnector(registration, _session())
        service = {"scope": SCOPES, "lineitems": settings.lineitems or ""}
        self._grades = AssignmentsGradesService(self._connector, service)
        self._columns: dict[str, LineItem] = {}

    def user_ids(self, matcher: Matcher, posted: Posted) -> dict[str, str]:
        """Student → id on the platform: that of the roster or, with the platform's list of people, of who fits."""
        known = {one.id: one.on(PLATFORM)[0] for one in matcher.roster.students if one.on(PLATFORM)}
        for who in self._members():
            student = matcher.student_of(who)
            if isinstance(student, Unmatched):
                posted.people.append(student)
            else:
                known.setdefault(student, who.id)
        return known

    def post(self, posting: Posting, user: str, column: Column) -> None:
        """Post one score. Raises LtiException or requests.RequestException if the platform does not accept it."""
        grade = (
            Grade().set_user_id(user).set_timestamp(datetime.datetime.now(datetime.UTC).isoformat("T", "milliseconds"))
        )
        if posting.score is None:
            grade.set_activity_progress("Submitted").set_grading_progress("PendingManual")
        else:
            grade.set_score_given(posting.score).set_score_maximum(column.most)
            grade.set_activity_progress("Completed").set_grading_progress("FullyGraded")
        self._grades.put_grade(grade, self._line_item(posting.exercise, column))

    def _members(self) -> Iterator[Who]:
        if not self.settings.members:
            return
        service = NamesRolesProvisioningService(self._connector, {"context_memberships_url": self.settings.members})
        for member in self._asked(service.get_members):
            if any(LEARNER in role for role in member.get("roles", [LEARNER])) and member.get("status") != "Deleted":
                login = member.get("lis_person_sourcedid") or ""
                yield Who(PLATFORM, member["user_id"], member.get("name") or "", login, member.get("email") or "")

    def _line_item(self, exercise: str, column: Column) -> LineItem:
        """The column of an exercise. If the platform has none that this course made, this makes it."""
        if exercise not in self._columns:
            line = LineItem().set_resource_id(exercise).set_label(column.title).set_score_maximum(column.most)
            if exercise in self.settings.columns:
                line.set_id(self.settings.columns[exercise])
            else:
                line = self._grades.find_or_create_lineitem(line, find_by="resource_id")
            self._columns[exercise] = line
        return self._columns[exercise]

    def _asked(self, request: Callable[[], Any]) -> Any:
        try:
            return request()
        except (LtiException, requests.RequestException, ValueError) as error:
            raise CourseError(f"The platform at {self.settings.token_url}: {reason(error)}") from None


def post_all(
    platform: Platform, matcher: Matcher, postings: Sequence[Posting], columns: Mapping[str, Column]
) -> Posted:
    """Post all scores. One that is refused stops no other. Raises CourseError if the platform accepts none at all."""
    posted = Posted()
    users = platform.user_ids(matcher, posted)
    for posting in postings:
        if posting.student not in users:
            posted.unknown.append(posting.student)
            continue
        try:
            platform.post(posting, users[posting.student], columns[posting.exercise])
            posted.accepted.append(posting)
        except (LtiException, requests.RequestException, ValueError) as error:
            posted.refused[posting] = reason(error)
            if isinstance(error, requests.ConnectionError):
                raise CourseError(_stopped(posted, postings, reason(error))) from None
    return posted


def reason(error: Exception) -> str:
    """Why a request failed, in one line."""
    if isinstance(error, LtiServiceException):
        text = " ".join(error.response.text.split())
        shown = f"{text[:LONGEST]}…" if len(text) > LONGEST else text
        return f"it answered {error.response.status_code} {error.response.reason}: {shown}"
    if isinstance(error, requests.Timeout):
        return f"it did not answer within {SECONDS} seconds"
    if isinstance(error, requests.ConnectionError):
        return "it cannot be reached"
    return f"its answer cannot be used ({error})"


def _stopped(posted: Posted, postings: Sequence[Posting], why: str) -> str:
    return (
        f"{len(posted.accepted)} of {len(postings)} scores were sent, then the platform was lost: {why}. "
        "Run the same command again: it sends all of them, and nothing counts twice."
    )


class _Session(requests.Session):
    """A session in which no request waits for ever."""

    def request(self, *arguments: Any, **options: Any) -> requests.Response:
        return super().request(*arguments, **{"timeout": SECONDS} | options)


def _session() -> requests.Session:
    session = _Session()
    retry = Retry(total=TRIES, backoff_factor=PAUSE, status_forcelist=BUSY, allowed_methods=None, raise_on_status=False)
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=retry))
    return session
