"""Tries: end the process that watches all jobs, by a removed file in memory whose name looks like the end of a line.

Must: it goes on, and so do the submissions that come after.
"""

# group: resources
# deserves: 1
# exercise: shifts

# %%
name = "a\x0bz"
file = os.open(name, os.O_RDWR | os.O_CREAT)
os.write(file, b"x" * 4096)
kept = mmap.mmap(file, 4096)
os.unlink(name)
time.sleep(0.3)


# %%
def answer():
    return 42, 21
