"""Students' repositories in a folder, and a server that answers as GitHub does, for the tests of FROM=github."""

import http.server
import json
import os
import re
import subprocess
import threading

COMMENTS = re.compile(r"/repos/(?P<name>[^/]+/[^/]+)/commits/(?P<commit>[0-9a-f]{40})/comments(\?per_page=100)?")
ONE = re.compile(r"/repos/(?P<name>[^/]+/[^/]+)/comments/(?P<id>\d+)")
REPOSITORY = re.compile(r"/repos/(?P<name>[^/]+/[^/]+)")


def git(folder, *arguments, time="2026-10-05T18:00:00+02:00"):
    """Run git in a folder at a time: what it prints."""
    who = {f"GIT_{role}_{key}": "a@x.edu" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    who |= {"GIT_AUTHOR_DATE": time, "GIT_COMMITTER_DATE": time, "GIT_CONFIG_GLOBAL": os.devnull}
    command = ["git", "-c", "init.defaultBranch=main", *arguments]
    done = subprocess.run(command, cwd=folder, env=os.environ | who, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def new_repository(folder):
    """An empty repository."""
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet")
    return folder


def commit(folder, files, time="2026-10-05T18:00:00+02:00"):
    """Commit files, by their paths: the commit's id."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    git(folder, "add", "--all", time=time)
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "work", time=time)
    return git(folder, "rev-parse", "HEAD")


class FakeGitHub:
    """GitHub's interface: `private` are the repositories (owner/name) that exist, and whether each is private.

    `comments` are those that were posted, `requests` all requests, and `tokens` what they were signed with. With a
    `limit`, further comments are refused.
    """

    def __init__(self):
        self.private, self.comments, self.requests, self.tokens = {}, [], [], set()
        self.limit = None
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()

    def _handler(self):
        fake = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def _answer(self):
                size = int(self.headers.get("Content-Length") or 0)
                data = json.loads(self.rfile.read(size)) if size else None
                fake.requests.append((self.command, self.path))
                fake.tokens.add(self.headers.get("Authorization"))
                status, answer, headers = fake.answer(self.command, self.path, data)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            do_GET = do_POST = do_PATCH = _answer

            def log_message(self, *arguments):
                pass

        return Handler

    def answer(self, method, path, data):
        """(status, body, headers)"""
        match = COMMENTS.fullmatch(path) or ONE.fullmatch(path) or REPOSITORY.fullmatch(path)
        if match is None or match["name"] not in self.private:
            return 404, {"message": "Not Found"}, {}
        found = match.groupdict()
        if method == "GET" and "commit" in found:
            place = (found["name"], found["commit"])
            return 200, [one for one in self.comments if (one["repository"], one["commit"]) == place], {}
        if method == "GET":
            return 200, {"full_name": found["name"], "private": self.private[found["name"]]}, {}
        if self.limit is not None and len(self.comments) >= self.limit:
            return 403, {"message": "You have exceeded a secondary rate limit"}, {"Retry-After": "60"}
        if method == "PATCH":
            self.comments[int(found["id"])]["body"] = data["body"]
            return 200, {}, {}
        own = {"id": len(self.comments), "repository": found["name"], "commit": found["commit"], "body": data["body"]}
        self.comments.append(own)
        return 201, own, {}
