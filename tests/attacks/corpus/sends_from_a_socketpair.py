"""Tries: send a datagram to a path from a socketpair, which needs neither socket nor connect.

Must: nothing arrives.
"""

# group: the network
# deserves: 0

# %%
one, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
one.sendto(b"hello", TARGET["unix_datagrams"])
