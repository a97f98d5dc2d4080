"""Tries: nest folders until their path is too long to be looked into by name, and write 100 MB there.

Must: files there count like all others.
"""

# group: resources
# deserves: 0

# %%
for _ in range(250):
    os.mkdir("x" * 20)
    os.chdir("x" * 20)
for number in range(10):
    with open(f"file{number}", "wb") as file:
        file.write(b"x" * (10 << 20))
time.sleep(0.3)
worked()
