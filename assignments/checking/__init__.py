"""The modules of check_submission.py. Each imports only modules below it.

command_line       read the command line, check each notebook
check_notebook     check one notebook, step by step
notebook_file      find, open and save its file
to_nbformat        convert what the grader reads to a notebook that Jupyter opens
repair             put back the course's cells that are lost, changed or doubled
restrictions       find code that works here but not when graded
run_cells          run the cells in a fresh kernel
in_kernel          in that kernel: refuse what the sandbox refuses, run the visible checks
task_results       state the result of each function
report             collect and print all findings
cells              what a cell is, and its code
kernel             start a kernel, run code in it, ask for its state
versions           compare the installed packages with those that notebooks are graded with
course             the course's folder and exercises

errors.py, submissions/ and cell_rules.py are the grader's own: they decide which file is the notebook, read it, and
disable the functions that an exercise does not allow.
"""
