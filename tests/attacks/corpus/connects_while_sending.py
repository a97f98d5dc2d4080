"""Tries: connect without connect, by sending with MSG_FASTOPEN.

Must: nothing arrives.
"""

# group: the network
# deserves: 0

# %%
socket.socket().sendto(b"hello", 0x20000000, ("127.0.0.1", TARGET["tcp"]))
