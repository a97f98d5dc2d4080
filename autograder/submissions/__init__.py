"""Find and read what students submit: file names, file formats, zip archives, notebooks.

This package uses only the standard library. The release copies it, with `errors.py`, into the folder that students
receive, so that `check_submission.py` and the grader read every file in the same way.
"""
