"""What runs inside: the zygote, the jobs forked from it, and what confines them.

No module in here may import anything of the course but `channel` and `encoding`: they are loaded in a process that has
no path to it.
"""

MESSAGE_BYTES = 1 << 16  # between grader and zygote
