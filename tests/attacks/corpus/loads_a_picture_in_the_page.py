"""Tries: have the feedback load something from elsewhere, which tells who reads it and when.

Must: it is shown as text.
"""

# group: text
# deserves: 0


# %%
def window_sums(x, size):
    return {"<img src=//mallory.example/x.png>": "<link rel=stylesheet href=//mallory.example/x.css>"}


def window_means(x, size):
    return ["<style>@import '//mallory.example'</style>", "<meta http-equiv=refresh content=0>", "<base href=//x>"]


raise RuntimeError("<a href='javascript:alert(1)'>details</a> <form action=//mallory.example><input></form>")
