"""Tries: read what an earlier process of the same notebook has left in its folder, while that is being removed.

Must: a process finds no other folder.
"""

# group: left behind
# deserves: 0
# exercise: shifts

# %%
here = os.getcwd()
for number in [*range(200), *os.listdir(".")]:
    path = os.path.join(os.path.dirname(here), str(number))
    if path != here:
        for name in ("", "file0", "file899"):
            try:
                found = os.stat(os.path.join(path, name)), os.path.exists(path), os.listdir(path)
            except OSError:
                continue
            worked(found)


def shift(x, by):
    for number in range(900):
        open(f"file{number}", "w").close()
    os._exit(0)


agrees = answer = lambda *args: shift(0, 0)
