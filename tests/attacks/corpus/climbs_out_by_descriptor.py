"""Tries: climb out of its folder with paths relative to a descriptor, one step up at a time.

Must: the folders above cannot be read.
"""

# group: secrets
# deserves: 0

# %%
here = os.open(".", os.O_RDONLY)
up = "../" * 40
told(os.read(os.open(up + TARGET["secret"].lstrip("/"), os.O_RDONLY, dir_fd=here), 100))
