"""Tries: replace itself by a program that goes on talking to the grader over the channel.

Must: no program can be run.
"""

# group: the kernel
# deserves: 0

# %%
message = reply(error=error_of(TARGET["marker"])) if request()["id"] != "unknown" else b""
with open("message", "wb") as file:
    file.write(message or TARGET["marker"].encode())
if message:
    os.dup2(channel(), 1)
os.execv("/bin/cat", ["cat", "message"])
