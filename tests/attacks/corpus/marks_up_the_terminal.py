"""Tries: have the terminal's library take its text for markup.

Must: it is shown as it is.
"""

# group: text
# deserves: 0
# never: "\x1b]8"


# %%
def window_sums(x, size):
    raise RuntimeError("[bold green]PASSED[/] [link=http://mallory.example]x[/link] [/nothing] :skull:")


def window_means(x, size):
    return "[conceal]" * 50


raise RuntimeError("[/red] [@click=app.quit]x[/] \\[")
