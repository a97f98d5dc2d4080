"""Tries: the same by F_SETOWN_EX, which filters for F_SETOWN miss.

Must: the owner cannot be set; that process lives.
"""

# group: other processes
# deserves: 0

# %%
import fcntl

reader, writer = os.pipe()
fcntl.fcntl(reader, 15, struct.pack("ii", 1, TARGET["victim"]))  # F_SETOWN_EX, F_OWNER_PID
fcntl.fcntl(reader, 10, signal.SIGKILL)
fcntl.fcntl(reader, fcntl.F_SETFL, fcntl.fcntl(reader, fcntl.F_GETFL) | os.O_ASYNC)
os.write(writer, b"x")
time.sleep(0.1)
