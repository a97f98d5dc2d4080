"""Tries: have the dynamic loader open a file of the course, which tells its content in the error.

Must: it cannot be opened.
"""

# group: secrets
# deserves: 0

# %%
try:
    ctypes.CDLL(TARGET["secret"])
except OSError as error:
    if "header" in str(error) or "too short" in str(error):
        worked(error)
    raise
