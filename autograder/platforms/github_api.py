"""Ask GitHub whether a repository is private, and write comments on commits.

Sources: "Get a repository" (GET /repos/{owner}/{repo}) and "REST API endpoints for commit comments" in GitHub's
documentation (docs.github.com/en/rest/repos/repos, docs.github.com/en/rest/commits/comments).
"""

import http.client
import json
import time
import urllib.error
import urllib.request
from typing import Any

from autograder.errors import CourseError
from autograder.submissions.filenames import printable_name

SECONDS = 30  # that an answer may take
PAUSE = 1.0  # seconds between two comments, as GitHub's "Best practices for using the REST API" asks
PER_PAGE = 100
LONGEST_COMMENT = 60_000  # characters; GitHub accepts 65,536
STOP = (401, 429)  # the token is wrong, or there were too many requests: trying others is useless
NO_MORE = "GitHub accepts no more requests: {}. Try again later: what is posted already is not posted again."


class Refused(Exception):
    """GitHub did not do what it was asked for one repository. The text says why."""


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect is an error: the token would be sent to another address."""

    def redirect_request(self, *arguments: Any) -> None:
        return None


class GitHub:
    """GitHub's interface for programs, with a token."""

    def __init__(self, api: str, token: str):
        self._api, self._token = api.rstrip("/"), token
        self._opener = urllib.request.build_opener(_NoRedirects)
        self._next_write = 0.0  # by time.monotonic

    def is_private(self, repository: str) -> bool:
        """Whether only people with access see a repository, owner/name."""
        answer = self._ask("GET", f"/repos/{repository}")
        return isinstance(answer, dict) and answer.get("private") is True

    def put_comment(self, repository: str, commit: str, marker: str, text: str) -> bool:
        """Write a comment on a commit, in place of the one with this marker. Returns whether anything changed."""
        body = f"{marker}\n{text}"
        place = f"/repos/{repository}/commits/{commit}/comments"
        comments = self._ask("GET", f"{place}?per_page={PER_PAGE}")
        for one in comments if isinstance(comments, list) else []:
            if str(one.get("body", "")).startswith(marker):
                if _same(str(one["body"]), body):
                    return False
                self._write("PATCH", f"/repos/{repository}/comments/{int(one['id'])}", body)
                return True
        self._write("POST", place, body)
        return True

    def _write(self, method: str, path: str, body: str) -> None:
        time.sleep(max(0.0, self._next_write - time.monotonic()))
        self._ask(method, path, {"body": body})
        self._next_write = time.monotonic() + PAUSE

    def _ask(self, method: str, path: str, data: Any = None) -> Any:
        """What GitHub answers. Raises Refused, and CourseError if it will refuse everything else, too."""
        headers = {"Accept": "application/vnd.github+json", "User-Agent": "autograder"}
        headers |= {"X-GitHub-Api-Version": "2022-11-28"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(f"{self._api}{path}", body, headers, method=method)
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            why = _reason(error)
            limited = "Retry-After" in error.headers or error.headers.get("X-RateLimit-Remaining") == "0"
            if error.code in STOP or limited:
                raise CourseError(NO_MORE.format(why)) from None
            raise Refused(why) from None
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise CourseError(f"{self._api} cannot be reached: {error}") from None


def _same(posted: str, body: str) -> bool:
    """Whether two texts are equal as GitHub keeps them: it may change the ends of lines."""
    return posted.replace("\r\n", "\n").strip() == body.strip()


def _reason(error: urllib.error.HTTPError) -> str:
    """The status and the message of an answer."""
    try:
        message = json.loads(error.read()).get("message", "")
    except (OSError, ValueError, AttributeError):
        message = ""
    return printable_name(f"{error.code} {message or error.reason}")
