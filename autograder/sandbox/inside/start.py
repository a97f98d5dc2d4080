"""The entry: `python -I -S -B start.py zygote|plain SETTINGS`. Isolated, with nothing of the course on its path.

The modules of the sandbox find each other as the package `held`, which student code cannot import.
"""

import json
import sys
import types
from pathlib import Path


def main():
    role, settings = sys.argv[1], json.loads(sys.argv[2])
    package = types.ModuleType("held")
    package.__path__ = [str(Path(__file__).resolve().parent.parent)]
    sys.modules["held"] = package
    from held.inside import shell

    sys.meta_path.append(shell.CoursePackages(settings["packages"], settings["package_folders"]))
    shell.imitate_notebook()
    if role == "zygote":
        from held.inside.zygote import run
    else:
        from held.inside.plain import run
    for name in [name for name in sys.modules if name.partition(".")[0] == "held"]:
        del sys.modules[name]
    run(settings)


if __name__ == "__main__":
    main()
