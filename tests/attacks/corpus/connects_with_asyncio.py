"""Tries: connect with the standard library's event loop.

Must: nothing arrives.
"""

# group: the network
# deserves: 0

# %%
import asyncio

asyncio.run(asyncio.open_connection("127.0.0.1", TARGET["tcp"]))
