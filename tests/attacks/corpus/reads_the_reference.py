"""Tries: read the reference solution.

Must: the file cannot be opened.
"""

# group: secrets
# deserves: 0

# %%
text = open(TARGET["reference"]).read()
told(text[text.index("### BEGIN SOLUTION") :][:500])
