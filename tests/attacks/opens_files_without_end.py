"""Tries: use up the machine's open files.

Must: some thousand are the most.
"""

# group: resources
# deserves: 0

# %%
import resource

hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
kept = [os.open("/dev/null", os.O_RDONLY) for _ in range(20_000)]
worked(len(kept))
