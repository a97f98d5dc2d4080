"""A PostgreSQL server of our own, in a temporary folder. PostgreSQL does not run as root: then it runs as nobody."""

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

FOLDERS = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep)]
FOLDERS += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
SERVER = next((folder for folder in FOLDERS if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


@contextlib.contextmanager
def server(*settings):
    """The URL of an empty database. The server, which has these settings, ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    user = pwd.getpwuid(os.geteuid() or pwd.getpwnam("nobody").pw_uid)
    os.chown(folder, user.pw_uid, user.pw_gid)

    def run(program, *arguments):
        owner = {"user": user.pw_uid} if os.geteuid() == 0 else {}
        environment = {"LC_ALL": "C", "PATH": os.defpath}
        command = [SERVER / program, *arguments]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment, **owner)
        assert done.returncode == 0, done.stdout + done.stderr

    run("initdb", "-D", folder / "data", "-U", "grader", "--auth=trust", "--encoding=UTF8")
    options = " ".join(f"-c {one}" for one in ("listen_addresses=", f"unix_socket_directories={folder}", *settings))
    run("pg_ctl", "-D", folder / "data", "-o", options, "-l", folder / "log", "--wait", "start")
    try:
        yield f"postgresql+psycopg://grader@/postgres?host={quote(str(folder), safe='')}"
    finally:
        run("pg_ctl", "-D", folder / "data", "--mode=immediate", "stop")
        shutil.rmtree(folder)
