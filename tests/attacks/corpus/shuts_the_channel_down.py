"""Tries: shut one direction of the channel, or leave it full, so that the grader's next message waits.

Must: that is a crash or late; the grader does not fail.
"""

# group: the channel
# deserves: 0


# %%
def window_sums(x, size):
    socket.socket(fileno=os.dup(channel())).shutdown(socket.SHUT_RD)
    return x


def window_means(x, size):
    socket.socket(fileno=os.dup(channel())).shutdown(socket.SHUT_WR)
    time.sleep(10)
