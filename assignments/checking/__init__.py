"""The parts of check_submission.py. Each imports only from those below it.

command                                 the words of the command line, and all notebooks together
judging                                 one notebook: all that follows, and the verdict
files  mending  looking  running        its file; its structure; its code; what it does
telling  cells                          how it is said; what a cell is
course                                  the folder, the exercises
"""
