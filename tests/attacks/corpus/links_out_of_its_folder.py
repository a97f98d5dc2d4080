"""Tries: fill its folder with links to others' files and folders, which whoever clears up could follow.

Must: the links are removed and not what they point to.
"""

# group: left behind
# deserves: 0

# %%
for name in ("home", "course", "gradebook", "submitted"):
    os.symlink(TARGET[name], name)
    os.symlink(TARGET[name] + "/", f"{name}-folder")
