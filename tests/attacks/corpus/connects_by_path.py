"""Tries: connect to a socket in the file system.

Must: nothing arrives.
"""

# group: the network
# deserves: 0

# %%
socket.socket(socket.AF_UNIX).connect(TARGET["unix"])
