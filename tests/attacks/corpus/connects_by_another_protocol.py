"""Tries: connect by Multipath TCP, which rules for TCP miss.

Must: nothing arrives.
"""

# group: the network
# deserves: 0

# %%
socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262).connect(("127.0.0.1", TARGET["tcp"]))
