"""Tries: share the work among processes with the standard library.

Must: no process can be started.
"""

# group: the kernel
# deserves: 0

# %%
import multiprocessing

process = multiprocessing.get_context("fork").Process(target=int)
process.start()
process.join()
worked()
