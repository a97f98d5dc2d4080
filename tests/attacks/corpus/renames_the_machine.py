"""Tries: set the host name (to what it is).

Must: the call is refused.
"""

# group: left behind
# deserves: 0
# needs: root

# %%
socket.sethostname(socket.gethostname())
worked()
