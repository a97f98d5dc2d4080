"""Tries: read the seed of the hidden numbers from course.toml.

Must: the file cannot be opened.
"""

# group: secrets
# deserves: 0

# %%
told(open(TARGET["real_course"] + "/course.toml").read(500))
