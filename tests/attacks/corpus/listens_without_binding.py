"""Tries: listen on a port that the kernel chooses, without bind, which rules on bind miss.

Must: it cannot.
"""

# group: the network
# deserves: 0

# %%
one = socket.socket()
one.listen()
worked(one.getsockname())
