"""Tries: write packets by hand.

Must: no raw socket can be opened.
"""

# group: the network
# deserves: 0
# needs: root

# %%
worked(socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP))
