"""Run student code: the zygote, the jobs that are forked from it, and what confines them.

These modules are loaded in a process that has no path to the course. They import only the standard library, NumPy, each
other, and `encoding`, `frames`, `pickled` and `unsent` beside this folder, with relative imports.
"""

MESSAGE_BYTES = 1 << 16  # of a message between grader and zygote
