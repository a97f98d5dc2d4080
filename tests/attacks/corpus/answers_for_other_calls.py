"""Tries: answer calls of the same test that come later, or came before, each with the right id and some other place.

Must: a reply to one call is none to another; nothing is earned.
"""

# group: the channel
# deserves: 0


# %%
def elsewhere(x, places):
    own = request()
    for place in places:
        value = {"array": "<f8", "shape": [2, 2], "at": 0}
        frame = packed(id=own["id"], place=place(own["place"]), values=[value])
        send_raw(frame_of(frame, np.array([32.0, 5, 6, 21]).tobytes()))
    return x


def window_sums(x, size):
    return elsewhere(x, [lambda place, step=step: place + step for step in (1, 2, 3, -1)])


def window_means(x, size):
    return elsewhere(x, [float, str, bool, lambda place: None, lambda place: 10**400, lambda place: [place]])
