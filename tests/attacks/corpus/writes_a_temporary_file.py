"""Tries: leave a file in the temporary folder that all share.

Must: no file can be made there, or it is gone afterwards.
"""

# group: left behind
# deserves: 0

# %%
import tempfile

for folder in ("/tmp", "/var/tmp"):
    open(f"{folder}/{TARGET['name']}", "w").close()
tempfile.mkstemp(prefix=TARGET["name"])
