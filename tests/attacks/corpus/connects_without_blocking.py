"""Tries: connect with a socket that does not wait, and by connect_ex.

Must: nothing arrives.
"""

# group: the network
# deserves: 0

# %%
one = socket.socket(type=socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
one.connect_ex(("127.0.0.1", TARGET["tcp"]))
time.sleep(0.1)
