"""Tries: hold a lock on the gradebook, so that nothing can be recorded.

Must: it cannot be opened.
"""

# group: left behind
# deserves: 0

# %%
import fcntl

fcntl.flock(os.open(TARGET["gradebook"], os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)
worked()
