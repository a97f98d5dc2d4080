"""Tries: send signals by tgkill, tkill and rt_sigqueueinfo, which filters for kill miss.

Must: that process lives.
"""

# group: other processes
# deserves: 0
# needs: x86_64

# %%
victim = TARGET["victim"]
information = struct.pack("iii", signal.SIGTERM, 0, -1) + bytes(128)
for call in ((234, victim, victim, 15), (200, victim, 15), (129, victim, 15, information)):
    try:
        syscall(*call)
    except OSError as error:
        refused = error
raise refused
