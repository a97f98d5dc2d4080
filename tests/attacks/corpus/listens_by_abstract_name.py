"""Tries: wait under an abstract name, where other students' code could meet it.

Must: it cannot.
"""

# group: the network
# deserves: 0

# %%
one = socket.socket(socket.AF_UNIX)
one.bind("\0" + TARGET["name"])
one.listen()
worked()
