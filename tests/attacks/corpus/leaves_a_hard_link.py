"""Tries: link its own file into a neighbour's folder, where it stays.

Must: no link can be made.
"""

# group: left behind
# deserves: 0

# %%
open("mine.txt", "w").close()
os.link("mine.txt", TARGET["submitted"] + "/neighbour/mine.txt")
