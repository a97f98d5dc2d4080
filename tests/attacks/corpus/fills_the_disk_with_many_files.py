"""Tries: write many files of allowed size, 300 MB in all.

Must: altogether no more fits than some files, or all are gone afterwards and the loss was short.
"""

# group: resources
# deserves: 0

# %%
for number in range(30):
    with open(f"file{number}", "wb") as file:
        file.write(b"x" * (10 << 20))
