"""Tries: compare its own kernel objects with the grader's by kcmp.

Must: the call is refused.
"""

# group: secrets
# deserves: 0
# needs: x86_64

# %%
worked(syscall(312, os.getpid(), TARGET["grader"], 1, 0, 0))
