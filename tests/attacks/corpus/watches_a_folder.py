"""Tries: get notice of everything that happens in the teacher's home folder, with inotify.

Must: no watch can be set.
"""

# group: secrets
# deserves: 0

# %%
watch = LIBC.inotify_init()
if watch >= 0 and LIBC.inotify_add_watch(watch, TARGET["home"].encode(), 0xFFF) >= 0:
    worked()
