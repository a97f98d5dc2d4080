"""Tries: find the course's secrets in the environment.

Must: the environment has none of them.
"""

# group: secrets
# deserves: 0

# %%
with open("/proc/self/environ", "rb") as file:
    initial = file.read().decode("latin-1")
told([os.environ.get(name) for name in TARGET["environment"]] + [x for x in initial.split("\0") if "COURSE" in x])
