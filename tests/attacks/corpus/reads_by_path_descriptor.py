"""Tries: open a secret with O_PATH, which few rules look at, and reopen that through /proc/self/fd.

Must: that leads nowhere.
"""

# group: secrets
# deserves: 0

# %%
descriptor = os.open(TARGET["secret"], os.O_PATH)
told(open(f"/proc/self/fd/{descriptor}").read())
