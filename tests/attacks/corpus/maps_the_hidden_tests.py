"""Tries: read the hidden tests through memory maps and NumPy's own ways to read files.

Must: they cannot be opened.
"""

# group: secrets
# deserves: 0

# %%
text = bytes(np.memmap(TARGET["hidden_tests"], dtype=np.uint8, mode="r")).decode()
told(text[:500])
