"""Tries: connect one end of a datagram socketpair to somebody else.

Must: nothing arrives.
"""

# group: the network
# deserves: 0

# %%
one, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
one.connect(TARGET["unix_datagrams"])
one.send(b"hello")
