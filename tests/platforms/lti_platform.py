"""A learning platform on this machine that speaks LTI 1.3, and refuses what the specifications do not allow.

It follows imsglobal.org/spec/security/v1p0 (section 4.1: the request for a token), spec/lti-ags/v2p0 and
spec/lti-nrps/v2p0.
"""

import http.server
import json
import threading
import time
from urllib.parse import parse_qs, urlsplit

import jwt

CLIENT = "10000000000042"
SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"
LINE_TYPE = "application/vnd.ims.lis.v2.lineitem+json"
LINES_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json"
MEMBERS_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
AGS, NRPS = "https://purl.imsglobal.org/spec/lti-ags/scope/", "https://purl.imsglobal.org/spec/lti-nrps/scope/"
ACTIVITY = {"Initialized", "Started", "InProgress", "Submitted", "Completed"}
GRADING = {"FullyGraded", "Pending", "PendingManual", "Failed", "NotReady"}


class Refused(Exception):
    """A request that the platform does not accept: the status and the reason."""


class LtiPlatform:
    """The platform. `scores` are the bodies of accepted scores by column and user, `lines` its columns."""

    def __init__(self):
        self.public_key = ""
        self.members, self.lines, self.scores = [], [], {}
        self.busy = 0  # how many requests are answered with "too many requests"
        self.audience = None
        self._tokens, self._used = {}, set()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_port}"

    def settings(self):
        """What the administrator tells the instructor, as lti.toml."""
        return (
            f'client_id = "{CLIENT}"\ntoken_url = "{self.url}/token"\n'
            f'lineitems = "{self.url}/Lines?course=42"\nmembers = "{self.url}/members"\n'
        )

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def answer(self, method, path, headers, body):
        """The answer to a request: its body and content type. Raises Refused."""
        if self.busy:
            self.busy -= 1
            raise Refused(429, "slow down")
        if path == "/token":
            return self._token(parse_qs(body.decode())), "application/json"
        scopes = self._tokens.get(headers["Authorization"].removeprefix("Bearer "), ())
        if path == "/members":
            self._need(f"{NRPS}contextmembership.readonly" in scopes and method == "GET", "scope of members")
            return {"id": self.url, "context": {"id": "42"}, "members": self.members}, MEMBERS_TYPE
        if path == "/Lines?course=42":
            self._need(f"{AGS}lineitem" in scopes, "scope of lines")
            return (self.lines, LINES_TYPE) if method == "GET" else (self._new_line(headers, body), LINE_TYPE)
        self._need(f"{AGS}score" in scopes and method == "POST", "scope of scores")
        line = next((one for one in self.lines if self._scores_of(one) == path), None)
        self._need(line is not None, "unknown column", 404)
        self._score(line, headers, json.loads(body))
        return None, "application/json"

    def _token(self, form):
        self._need(form.get("grant_type") == ["client_credentials"], "grant_type")
        kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        self._need(form.get("client_assertion_type") == [kind], "client_assertion_type")
        try:
            claims = jwt.decode(
                form["client_assertion"][0],
                self.public_key,
                algorithms=["RS256"],
                audience=self.audience or f"{self.url}/token",
                options={"require": ["iss", "sub", "aud", "iat", "exp", "jti"]},
            )
        except jwt.PyJWTError as error:
            raise Refused(401, f"invalid_client: {error}") from None
        self._need(claims["iss"] == claims["sub"] == CLIENT, "iss and sub")
        self._need(claims["exp"] - time.time() < 3600, "exp")
        self._need(claims["jti"] not in self._used, "jti was used before")
        self._used.add(claims["jti"])
        token = f"token-{len(self._used)}"
        self._tokens[token] = form["scope"][0].split()
        return {"access_token": token, "token_type": "Bearer", "expires_in": 3600, "scope": form["scope"][0]}

    def _new_line(self, headers, body):
        self._need(headers["Content-Type"] == LINE_TYPE, "content type of a line")
        line = json.loads(body)
        self._need(line["scoreMaximum"] > 0 and line["label"], "a line needs a label and a maximum")
        line["id"] = f"{self.url}/Lines/{len(self.lines) + 1}/lineItem?course=42"
        self.lines.append(line)
        return line

    def _scores_of(self, line):
        parts = urlsplit(line["id"])
        return f"{parts.path}/scores" + (f"?{parts.query}" if parts.query else "")

    def _score(self, line, headers, score):
        self._need(headers["Content-Type"] == SCORE_TYPE, "content type of a score")
        self._need(score["activityProgress"] in ACTIVITY and score["gradingProgress"] in GRADING, "progress")
        self._need("T" in score["timestamp"] and score["timestamp"].endswith(("Z", "+00:00")), "timestamp")
        self._need(("scoreGiven" in score) == ("scoreMaximum" in score), "scoreMaximum")
        self._need(score["userId"] in {one["user_id"] for one in self.members}, "unknown user", 404)
        before = self.scores.get((line["resourceId"], score["userId"]))
        self._need(before is None or before["timestamp"] < score["timestamp"], "an older timestamp", 409)
        self.scores[line["resourceId"], score["userId"]] = score

    def _need(self, holds, what, status=400):
        if not holds:
            raise Refused(status, what)


def _handler(platform):
    class Handler(http.server.BaseHTTPRequestHandler):
        def _answer(self, method):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            try:
                answer, kind = platform.answer(method, self.path, self.headers, body)
                status = 200
            except Refused as refused:
                (status, text), kind = refused.args, "application/json"
                answer = {"error": text}
            data = b"" if answer is None else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self):
            self._answer("GET")

        def do_POST(self):
            self._answer("POST")

        def log_message(self, *arguments):
            pass

    return Handler


def member(number, name="", email="", login="", role="Learner"):
    """A person in the platform's list."""
    role = f"http://purl.imsglobal.org/vocab/lis/v2/membership#{role}"
    person = {"user_id": f"user-{number}", "roles": [role], "status": "Active"}
    return person | {k: v for k, v in (("name", name), ("email", email), ("lis_person_sourcedid", login)) if v}
