"""Tries: write one large file.

Must: it cannot grow beyond some megabytes.
"""

# group: resources
# deserves: 0

# %%
with open("large", "wb") as file:
    for _ in range(300):
        file.write(b"x" * (1 << 20))
worked()
