"""Tries: leave a pipe and a socket in a foreign folder, on which the next reader waits forever.

Must: neither can be made.
"""

# group: left behind
# deserves: 0

# %%
try:
    os.mkfifo(TARGET["submitted"] + "/pipe")
finally:
    socket.socket(socket.AF_UNIX).bind(TARGET["home"] + "/socket")
