"""Tries: open the gradebook with SQLite and ask it.

Must: it cannot be opened.
"""

# group: secrets
# deserves: 0

# %%
import sqlite3

with sqlite3.connect(TARGET["gradebook"]) as database:
    told(database.execute("select * from grade").fetchall())
