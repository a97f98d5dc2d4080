"""Tries: nest folders until their path is too long to be looked into by name, and make 2000 files there.

Must: files there count like all others, and are removed afterwards.
"""

# group: resources
# deserves: 0

# %%
for _ in range(250):
    os.mkdir("x" * 20)
    os.chdir("x" * 20)
for number in range(2000):
    os.close(os.open(f"file{number}", os.O_CREAT))
time.sleep(0.3)
worked()
