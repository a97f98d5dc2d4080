"""Tries: put a script into the feedback by an exception, a value, and the line of code that is quoted.

Must: it is shown as text.
"""

# group: text
# deserves: 0

# %%
SCRIPT = "<script>alert(document.cookie)</script>"


def window_sums(x, size):
    raise RuntimeError(f"</pre></div>{SCRIPT}")  # <script>alert(1)</script>


def window_means(x, size):
    return f'"><img src=x onerror=alert(1)>{SCRIPT}'


raise RuntimeError(f"</title>{SCRIPT}<svg onload=alert(1)>")  # <iframe src=//mallory.example>
