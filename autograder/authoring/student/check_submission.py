r"""Before you hand in: this mends what broke in your notebooks, runs them, and says what is open.

    env/bin/python check_submission.py              every notebook of this folder
    env/bin/python check_submission.py pooling      one exercise (or the path of a notebook)
    env/bin/python check_submission.py --no-repair  look only, change no file

On Windows: env\Scripts\python check_submission.py. Only what is saved is seen: save first. Before a
notebook is changed, a copy of it goes to backups/.
"""

import os
import sys

# All of this file is Python of any age, so that one which is too old can say so.
NEEDED = ("nbformat", "jupyter_client", "ipykernel", "numpy", "matplotlib")
TOO_OLD = sys.version_info < (3, 11)

if not TOO_OLD:
    from importlib.util import find_spec
    from pathlib import Path

MISSING = [] if TOO_OLD else [name for name in NEEDED if find_spec(name) is None]

if TOO_OLD or MISSING:
    python = r"env\Scripts\python" if os.name == "nt" else "env/bin/python"
    print("This is Python " + sys.version.split()[0] + " (" + sys.executable + ").")
    print("It is too old: 3.11 is needed." if TOO_OLD else "It has no " + ", ".join(MISSING) + ".")
    print("Use the one that your notebooks run in. Type, in the folder of this script:\n")
    print("    " + python + " check_submission.py\n")
    print('If there is no folder env here, make it as README.md says under "Start".')
    sys.exit(2)

sys.dont_write_bytecode = True  # no __pycache__ in the student's folder
sys.path.append(str(Path(__file__).resolve().parent))  # with python -I it is not there yet

if find_spec("checking") is None:
    sys.stderr.write(
        "This is not the course's folder, or a part of it is missing (checking/).\n"
        "check_submission.py works in the folder that you received, beside originals/.\n"
    )
    sys.exit(2)

from checking.command import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(__doc__))
