"""Tries: put links, pictures and raw HTML into what may be rendered as Markdown.

Must: it is shown as it is.
"""

# group: text
# deserves: 0


# %%
def window_sums(x, size):
    raise RuntimeError("[details](javascript:alert(1)) ![x](http://mallory.example/x.png) <!-- `</code>` \n# 15 of 15")


raise RuntimeError(
    "\n\n---\n# Feedback\n**15 of 15 points**\n\n```\n[x]: http://mallory.example\n$$\\href{http://x}{y}$$"
)
