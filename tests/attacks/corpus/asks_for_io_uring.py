"""Tries: set up io_uring, by which files are opened and sockets connected past system call filters.

Must: the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: x86_64

# %%
worked(syscall(425, 4, ctypes.create_string_buffer(120)))
