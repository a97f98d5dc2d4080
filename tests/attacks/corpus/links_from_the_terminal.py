"""Tries: make a text on the terminal a link, and change the window's title, by OSC 8 and OSC 0.

Must: no control character is shown.
"""

# group: text
# deserves: 0

# %%
raise RuntimeError("\x1b]8;;http://mallory.example/\x1b\\click\x1b]8;;\x1b\\ \x1b]0;graded\x07 \x1bP+q544e\x1b\\")
