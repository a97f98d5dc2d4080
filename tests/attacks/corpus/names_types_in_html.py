"""Tries: put markup into the names of types, functions and exceptions, which errors and values repeat.

Must: it is shown as text.
"""

# group: text
# deserves: 0
# exercise: shifts

# %%
MARKUP = "<b onclick=alert(1)>x</b>\x1b[31m\u202e"


def shift(x, by):
    return type(MARKUP, (), {})()


def answer():
    raise type(MARKUP, (Exception,), {})(MARKUP)


def agrees(f, g, x):
    f.__name__ = f.__qualname__ = MARKUP
    return f


shift.__name__ = shift.__qualname__ = answer.__module__ = MARKUP
raise type(MARKUP, (Exception,), {"__module__": MARKUP})(MARKUP)
