"""Tries: have a command run every minute from now on.

Must: no file can be made there.
"""

# group: left behind
# deserves: 0

# %%
with open(TARGET["crontabs"] + "/mallory", "w") as file:
    file.write("* * * * * true\n")
