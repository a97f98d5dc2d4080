"""Tries: leave the confinement of paths with chroot and a descriptor from outside.

Must: the call is refused.
"""

# group: secrets
# deserves: 0
# needs: root

# %%
here = os.open("/", os.O_RDONLY)
os.mkdir("jail")
os.chroot("jail")
os.fchdir(here)
os.chroot(".")
worked()
