"""Tries: the same by the ioctl FIOSETOWN on the channel's own socket, or on another.

Must: the owner cannot be set; that process lives.
"""

# group: other processes
# deserves: 0

# %%
import fcntl

try:
    one, other = socket.socketpair()
except OSError:
    one = socket.socket(fileno=os.dup(channel()))
    fcntl.ioctl(one, 0x8901, struct.pack("i", TARGET["victim"]))
    worked("the channel has an owner")
fcntl.ioctl(one, 0x8901, struct.pack("i", TARGET["victim"]))  # FIOSETOWN
fcntl.fcntl(one, 10, signal.SIGKILL)
fcntl.fcntl(one, fcntl.F_SETFL, fcntl.fcntl(one, fcntl.F_GETFL) | os.O_ASYNC)
other.send(b"x")
time.sleep(0.1)
