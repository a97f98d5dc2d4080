"""Tries: keep data in files without a name, whose memory belongs to no process.

Must: altogether no more fits than is allowed.
"""

# group: resources
# deserves: 0

# %%
kept = [os.memfd_create("x") for _ in range(60)]
for descriptor in kept:
    os.write(descriptor, b"x" * (15 << 20))
worked(60 * 15)
