"""Tries: keep data in the buffers of socketpairs, whose memory is the kernel's.

Must: altogether no more fits than is allowed.
"""

# group: resources
# deserves: 0

# %%
pairs, kept = [], 0
while kept < 700 << 20:
    one, other = socket.socketpair()
    for option in (socket.SO_SNDBUF, 32):  # SO_SNDBUFFORCE, beyond what is allowed
        try:
            one.setsockopt(socket.SOL_SOCKET, option, 10 << 20)
        except OSError:
            pass
    one.setblocking(False)
    try:
        while True:
            kept += one.send(b"x" * (1 << 16))
    except BlockingIOError:
        pairs.append((one, other))
worked(kept)
