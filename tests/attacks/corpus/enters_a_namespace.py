"""Tries: enter the namespace of the grader.

Must: it cannot be opened, or the call is refused.
"""

# group: the kernel
# deserves: 0
# needs: root x86_64

# %%
syscall(308, os.open(f"/proc/{TARGET['grader']}/ns/uts", os.O_RDONLY), 0)
worked()
