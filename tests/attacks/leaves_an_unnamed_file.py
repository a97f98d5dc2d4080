"""Tries: make a file without a name in a foreign folder and give it one there.

Must: neither is possible.
"""

# group: left behind
# deserves: 0

# %%
descriptor = os.open(TARGET["home"], os.O_TMPFILE | os.O_RDWR)
os.link(f"/proc/self/fd/{descriptor}", TARGET["home"] + "/later.txt", follow_symlinks=True)
