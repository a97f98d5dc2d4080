"""Tries: load a module into the kernel (an empty one, which it would not take).

Must: the call is refused before it looks at the module.
"""

# group: the kernel
# deserves: 0
# needs: root x86_64

# %%
try:
    syscall(175, b"", 0, b"")
except OSError as error:
    if error.errno not in (1, 13, 38):
        worked(error)
    raise
