"""Tries: put markup into the names of types, functions and exceptions, which errors and values repeat.

Must: it is shown as text.
"""

# group: text
# deserves: 0

# %%
MARKUP = "<b onclick=alert(1)>x</b>\x1b[31m\u202e"


def max_pool(x, size=2, stride=None, padding=0):
    return type(MARKUP, (), {})()


def avg_pool(x, size=2, stride=None, padding=0):
    raise type(MARKUP, (Exception,), {})(MARKUP)


def unchanged_fraction(pool, x, moved):
    pool.__name__ = pool.__qualname__ = MARKUP
    return pool


max_pool.__name__ = max_pool.__qualname__ = avg_pool.__module__ = MARKUP
raise type(MARKUP, (Exception,), {"__module__": MARKUP})(MARKUP)
