"""Tries: fill the feedback with the errors of many cells.

Must: the page stays one that can be read.
"""

# group: text
# deserves: 0

# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
# %%
raise RuntimeError("x" * 3000)
