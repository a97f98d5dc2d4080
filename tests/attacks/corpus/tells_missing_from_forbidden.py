"""Tries: find out whether a file exists by the kind of error with which opening it fails.

Must: a file that is there and one that is not fail alike.
"""

# group: secrets
# deserves: 0
# gap: 2: nothing there hides that a file exists, nor its size and times


# %%
def fails_with(path):
    try:
        os.close(os.open(path, os.O_RDONLY))
    except OSError as error:
        return error.errno


if fails_with(TARGET["secret"]) != fails_with(TARGET["secret"] + ".missing"):
    worked()
