"""Tries: keep removed and closed files on the disk by mapping them, 200 MB in all.

Must: they count like everything else.
"""

# group: resources
# deserves: 0

# %%
kept = []
for number in range(20):
    with open("file", "w+b") as file:
        file.write(b"x" * (10 << 20))
        file.flush()
        kept.append(mmap.mmap(file.fileno(), 10 << 20))
    os.unlink("file")
time.sleep(0.3)
worked(len(kept))
