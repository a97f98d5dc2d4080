"""Tries: make new files from many threads while its folder is being removed.

Must: the processes end first; nothing is left.
"""

# group: left behind
# deserves: 0


# %%
def write(number):
    while True:
        try:
            os.makedirs(f"{number}/{time.monotonic_ns()}")
        except OSError:
            pass


def window_sums(x, size):
    for number in range(4):
        threading.Thread(target=write, args=[number], daemon=True).start()
    return x
