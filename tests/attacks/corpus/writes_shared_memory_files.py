"""Tries: leave a POSIX shared memory object and a named semaphore in /dev/shm.

Must: nothing is left.
"""

# group: left behind
# deserves: 0

# %%
from multiprocessing import shared_memory

name = TARGET["name"]
os.close(os.open(f"/dev/shm/sem.{name}", os.O_CREAT | os.O_RDWR))
shared_memory.SharedMemory(name, create=True, size=100)
