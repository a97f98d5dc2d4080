"""Tries: change the teacher's terminal from control characters in the notebook's own code, also through warnings.

Must: no control character is shown anywhere.
"""

# group: text
# deserves: 0
# adds: ("'\\\x1b[2J' is 1; 5() # \x1b]8;;https://evil.example\x07 \u202e\n", 20)


# %%
def window_sums(x, size):
    raise RuntimeError  # [2J ‮


import warnings

warnings.simplefilter("always")
warnings.warn("\x1b[2J\a\u202e")
sys.stderr.write("\x1b[2J\a\u202e")
sys.__stdout__.write("\x1b[2J\a\u202e")
os.write(2, b"\x1b[2J")
