"""Tries: send a datagram.

Must: nothing arrives.
"""

# group: the network
# deserves: 0

# %%
socket.socket(type=socket.SOCK_DGRAM).sendto(b"hello", ("127.0.0.1", TARGET["udp"]))
