"""Tries: learn which processes there are, and how busy the grader is, from the clocks that the kernel keeps for each.

Must: only its own clock is read.
"""

# group: other processes
# deserves: 0

# %%
for pid in [TARGET["grader"], os.getppid(), 1]:
    if pid in (0, os.getpid()):
        continue
    try:
        worked(f"process {pid}: {time.clock_gettime((~pid << 3) | 2)} s")
    except OSError:
        pass

# %%
time.clock_gettime(time.CLOCK_PROCESS_CPUTIME_ID)
head, length = ctypes.c_void_p(), ctypes.c_size_t()
syscall(274, 1, ctypes.byref(head), ctypes.byref(length))
worked("the locks of process 1")
