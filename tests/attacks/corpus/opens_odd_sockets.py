"""Tries: open sockets of every rare kind: packets, netlink, kernel crypto, virtual machines, bluetooth, TIPC, RDS, CAN.

Must: none can be opened.
"""

# group: the network
# deserves: 0

# %%
KINDS = [(16, 3, 0), (16, 3, 15), (17, 3, 0), (38, 5, 0), (40, 1, 0), (31, 3, 1), (30, 5, 0), (21, 5, 0), (29, 3, 1)]
opened = []
for family, kind, protocol in KINDS:
    try:
        opened.append(socket.socket(family, kind, protocol).family)
    except OSError:
        pass
if opened:
    worked(opened)
