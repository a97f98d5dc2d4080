"""Tries: send a datagram to an abstract name from a socketpair, by sendto and by sendmsg.

Must: nothing arrives.
"""

# group: the network
# deserves: 0

# %%
one, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
try:
    one.sendto(b"hello", TARGET["abstract_datagrams"])
finally:
    one.sendmsg([b"hello"], [], 0, TARGET["abstract_datagrams"])
