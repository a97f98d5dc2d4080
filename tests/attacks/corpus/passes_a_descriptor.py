"""Tries: pass an open file to another process.

Must: nothing arrives.
"""

# group: the network
# deserves: 0

# %%
one, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
here = os.open(".", os.O_RDONLY)
rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("i", here))]
one.sendmsg([b"take this"], rights, 0, TARGET["unix_datagrams"])
