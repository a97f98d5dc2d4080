"""Tries: keep data in the buffers of pipes, whose memory is the kernel's.

Must: altogether no more fits than is allowed.
"""

# group: resources
# deserves: 0

# %%
import fcntl
import resource

try:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
except ValueError:
    pass
kept = 0
while kept < 700 << 20:
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    try:
        fcntl.fcntl(writer, 1031, 1 << 20)  # F_SETPIPE_SZ
    except OSError:
        pass
    kept += os.write(writer, b"x" * (1 << 20))
worked(kept)
