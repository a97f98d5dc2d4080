"""Tries: remove all submissions.

Must: it stays.
"""

# group: left behind
# deserves: 0

# %%
import shutil

shutil.rmtree(TARGET["submitted"])
