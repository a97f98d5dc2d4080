"""Tries: make the answers of one task so much work to read and to judge that the other task is not judged.

Must: the task gets no points; the other one has all of its points.
"""

# group: resources
# deserves: 3
# limits: judging_seconds=0.3, task_seconds=5, notebook_seconds=15, call_seconds=2

# %%
NUMBERS = [number * (2**61 - 1) for number in range(1, 1001)]


def window_sums(x, size):
    send_raw(reply(values=[[{"set": NUMBERS}] * 38] + [0] * (len(request()["calls"]) - 1)))
    time.sleep(10)


def window_means(x, size):
    if not 1 <= size <= len(x):
        raise ValueError(size)
    return [sum(x[i : i + size]) / size for i in range(len(x) - size + 1)]
