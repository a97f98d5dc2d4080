"""Tries: leave a symbolic link in a neighbour's folder.

Must: no link can be made.
"""

# group: left behind
# deserves: 0

# %%
os.symlink("/etc/passwd", TARGET["submitted"] + "/neighbour/notes.txt")
