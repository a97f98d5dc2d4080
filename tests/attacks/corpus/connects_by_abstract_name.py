"""Tries: connect to a socket that has a name and no path, so that rules on paths miss it.

Must: nothing arrives.
"""

# group: the network
# deserves: 0

# %%
socket.socket(socket.AF_UNIX).connect(TARGET["abstract"])
