"""Tries: use up the machine's open files.

Must: some hundred are the most.
"""

# group: resources
# deserves: 0

# %%
import resource

try:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
except ValueError:
    pass
kept = [os.open("/dev/null", os.O_RDONLY) for _ in range(2000)]
worked(len(kept))
