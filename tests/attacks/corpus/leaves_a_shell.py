"""Tries: start a shell in the background that would answer to somebody later.

Must: no process can be started.
"""

# group: left behind
# deserves: 0

# %%
import subprocess

subprocess.Popen(["/bin/sh", "-c", "sleep 30"], start_new_session=True)
