"""Tries: have the page's template engine compute what it writes.

Must: it is shown as it is.
"""

# group: text
# deserves: 0
# never: "18763369"


# %%
def window_sums(x, size):
    raise RuntimeError(
        "{{ 4331 * 4332 + 1477 }} {% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}"
    )


raise RuntimeError("{{ 4331 * 4332 + 1477 }} ${4331 * 4332 + 1477} {0.__class__} %(score)s {config}")
