"""Tries: run a command with os.system, which tells by its exit code that it ran.

Must: no program can be run.
"""

# group: the kernel
# deserves: 0

# %%
if os.waitstatus_to_exitcode(os.system("exit 77")) == 77:
    worked()
