"""Tries: take away all permissions from the folders that it made, so that they cannot be removed.

Must: all are gone afterwards.
"""

# group: left behind
# deserves: 0


# %%
def window_sums(x, size):
    os.makedirs("locked/inner", exist_ok=True)
    open("locked/inner/file", "w").close()
    os.chmod("locked/inner", 0)
    os.chmod("locked", 0)
    os.chmod(".", 0)
