"""Tries: read the environment of the parent process, whatever it is.

Must: it cannot be read, or there is no such process to be seen.
"""

# group: secrets
# deserves: 0

# %%
parent = os.getppid()
if not parent or parent == os.getpid():
    raise RuntimeError("there is no parent to be seen")
worked(len(open(f"/proc/{parent}/environ", "rb").read()))
