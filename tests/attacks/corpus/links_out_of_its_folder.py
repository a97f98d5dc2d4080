"""Tries: fill its folder with links to files and folders of others, which the clean-up could follow.

Must: the links are removed and not what they point to.
"""

# group: left behind
# deserves: 0

# %%
for name in ("home", "course", "gradebook", "submitted"):
    os.symlink(TARGET[name], name)
    os.symlink(TARGET[name] + "/", f"{name}-folder")
