r"""Check your notebooks before you hand them in: this repairs them, runs them, and says what you still have to fix.

    env/bin/python check_submission.py              every notebook of this folder
    env/bin/python check_submission.py NAME         one exercise (or the path of a notebook)
    env/bin/python check_submission.py --no-repair  change no file
    env/bin/python check_submission.py --watch NAME check it again whenever you save it; change no file

On Windows: env\Scripts\python check_submission.py. Save your notebooks first: this reads the saved files.
Before it changes a notebook, it puts a copy into backups/.
"""

import json
import os
import sys

# All of this file is Python of any version, so that a Python that is too old can say so.
TOO_OLD = sys.version_info < (3, 11)

if not TOO_OLD:
    from importlib.util import find_spec
    from pathlib import Path


def needed():
    """What must be installed: what runs a notebook, and the packages that the course uses, each with its modules."""
    packages = {name: [name] for name in ("nbformat", "jupyter_client", "ipykernel")}
    try:
        text = (Path(__file__).resolve().parent / "originals" / "course.json").read_text(encoding="utf-8")
        for exercise in json.loads(text)["exercises"].values():
            packages.update(exercise["packages"])
    except (OSError, ValueError, KeyError, TypeError):
        pass  # checking/ explains that the course's folder is incomplete
    return packages


MISSING = [] if TOO_OLD else [name for name, modules in needed().items() if not any(map(find_spec, modules))]

if TOO_OLD or MISSING:
    python = r"env\Scripts\python" if os.name == "nt" else "env/bin/python"
    print("This is Python " + sys.version.split()[0] + " (" + sys.executable + ").")
    print("It is too old: 3.11 is needed." if TOO_OLD else "It has no " + ", ".join(MISSING) + ".")
    print("Use the Python that runs your notebooks. In the folder of this script, type:\n")
    print("    " + python + " check_submission.py\n")
    print('If there is no folder env here, create it as README.md says under "Start".')
    sys.exit(2)

sys.dont_write_bytecode = True  # no __pycache__ in the student's folder
sys.path.append(str(Path(__file__).resolve().parent))  # with python -I it is not there yet

if find_spec("checking") is None:
    sys.stderr.write(
        "This is not the course's folder, or a part of it is missing (checking/).\n"
        "check_submission.py works in the folder that you received, beside originals/.\n"
    )
    sys.exit(2)

from checking.command_line import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(__doc__))
