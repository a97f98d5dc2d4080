"""Tries: wait for somebody to connect.

Must: it cannot.
"""

# group: the network
# deserves: 0

# %%
one = socket.socket()
one.bind(("127.0.0.1", 0))
one.listen()
worked(one.getsockname())
