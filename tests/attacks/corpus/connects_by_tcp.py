"""Tries: connect to a service on this machine.

Must: nothing arrives.
"""

# group: the network
# deserves: 0

# %%
socket.create_connection(("127.0.0.1", TARGET["tcp"]), timeout=1).sendall(b"hello")
