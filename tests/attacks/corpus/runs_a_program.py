"""Tries: run a program with subprocess and bring back what it says.

Must: no program can be run.
"""

# group: the kernel
# deserves: 0

# %%
import subprocess

told(subprocess.run(["/bin/cat", TARGET["secret"]], capture_output=True).stdout)
