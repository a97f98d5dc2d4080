"""Tries: keep data in the buffers of socketpairs, whose memory is the kernel's.

Must: altogether no more fits than is allowed.
"""

# group: resources
# deserves: 0

# %%
kept = []
for _ in range(70):
    one, other = socket.socketpair()
    one.setsockopt(socket.SOL_SOCKET, 32, 5 << 20)  # SO_SNDBUFFORCE, for twice as much
    one.setblocking(False)
    for _ in range(5):
        one.send(b"x" * (1 << 20))
    kept.append((one, other))
one.setblocking(False)
worked(70 * 5)
