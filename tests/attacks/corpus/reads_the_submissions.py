"""Tries: walk through all of submitted/ and copy what is there.

Must: nothing can be listed.
"""

# group: secrets
# deserves: 0

# %%
found = [os.path.join(place, name) for place, _, names in os.walk(TARGET["submitted"]) for name in names]
told([open(path).read() for path in found])
