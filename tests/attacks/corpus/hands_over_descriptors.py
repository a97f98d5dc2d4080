"""Tries: send open files to the grader with its answers, until the grader can open no more.

Must: the grader keeps none of them.
"""

# group: the channel
# deserves: 0


# %%
def window_sums(x, size):
    one = socket.socket(fileno=os.dup(channel()))
    kept = [os.open("/dev/null", os.O_RDONLY) for _ in range(200)]
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, struct.pack("200i", *kept))]
    one.sendmsg([reply(values=[1] * len(request()["calls"]))], rights)
    time.sleep(10)
