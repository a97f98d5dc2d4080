"""Tries: make files in every folder in which this user may write: shared ones and the course's own.

Must: no file can be made anywhere but in the folder of its own.
"""

# group: left behind
# deserves: 0

# %%
for folder in TARGET["writable"]:
    try:
        open(f"{folder}/{TARGET['name']}", "w").close()
    except OSError as error:
        refused = error
if "refused" in globals():
    raise refused
