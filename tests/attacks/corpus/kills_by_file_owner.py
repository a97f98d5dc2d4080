"""Tries: have the kernel send SIGKILL to a process that it names as the owner of its pipe.

Must: the owner cannot be set; that process lives.
"""

# group: other processes
# deserves: 0

# %%
import fcntl

reader, writer = os.pipe()
fcntl.fcntl(reader, fcntl.F_SETOWN, TARGET["victim"])
fcntl.fcntl(reader, 10, signal.SIGKILL)  # F_SETSIG
fcntl.fcntl(reader, fcntl.F_SETFL, fcntl.fcntl(reader, fcntl.F_GETFL) | os.O_ASYNC)
os.write(writer, b"x")
time.sleep(0.1)
