"""Tries: hang while functions are replaced for follow-through marks.

Must: that time counts like any other.
"""

# group: resources
# deserves: 0
# exercise: equivariance

# %%
frame = sys._getframe()
while frame is not None:
    for value in list(frame.f_locals.values()):
        if type(value).__name__ == "Server":
            value.replace = lambda request: time.sleep(1000)
    frame = frame.f_back


def translate(x, offset):
    return 0


def detect(x):
    return translate
