"""Tries: connect through what the standard library calls a URL.

Must: nothing arrives.
"""

# group: the network
# deserves: 0

# %%
import urllib.request

urllib.request.urlopen(f"http://127.0.0.1:{TARGET['tcp']}/", timeout=0.3)
