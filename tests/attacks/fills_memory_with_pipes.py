"""Tries: keep data in the buffers of pipes, whose memory is the kernel's.

Must: altogether no more fits than is allowed.
"""

# group: resources
# deserves: 0

# %%
import fcntl
import resource

hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
kept = 0
for _ in range(750):
    reader, writer = os.pipe()
    fcntl.fcntl(writer, 1031, 1 << 20)  # F_SETPIPE_SZ
    kept += os.write(writer, b"x" * (1 << 20))
worked(kept)
