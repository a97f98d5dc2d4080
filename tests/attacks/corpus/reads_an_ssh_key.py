"""Tries: read the teacher's private key with the plainest system calls.

Must: it cannot be opened.
"""

# group: secrets
# deserves: 0

# %%
told(os.read(os.open(TARGET["ssh_key"], os.O_RDONLY), 1000))
