"""The entry: `python -I -S -B bootstrap.py zygote|unconfined SETTINGS`. Isolated, with nothing of the course on its path.

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
    from held.inside import fake_ipython

    sys.meta_path.append(fake_ipython.CoursePackages(settings["packages"], settings["package_folders"]))
    fake_ipython.imitate_notebook()
    if role == "zygote":
        from held.inside.zygote import run
    else:
        from held.inside.unconfined import run
    for name in [name for name in sys.modules if name.partition(".")[0] == "held"]:
        del sys.modules[name]
    run(settings)


if __name__ == "__main__":
    main()
