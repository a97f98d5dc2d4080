"""Tries: make a file without a name in a foreign folder and give it one there.

Must: neither is possible.
"""

# group: left behind
# deserves: 0
# needs: x86_64

# %%
descriptor = os.open(TARGET["home"], os.O_TMPFILE | os.O_RDWR)
path = f"/proc/self/fd/{descriptor}".encode()
syscall(265, -100, path, -100, (TARGET["home"] + "/later.txt").encode(), 0x400)  # linkat, following the link
