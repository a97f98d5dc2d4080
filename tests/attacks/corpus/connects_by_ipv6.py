"""Tries: make a socket of the newer protocol, or reach the old one through it.

Must: nothing arrives.
"""

# group: the network
# deserves: 0

# %%
one = socket.socket(socket.AF_INET6)
one.connect(("::ffff:127.0.0.1", TARGET["tcp"]))
