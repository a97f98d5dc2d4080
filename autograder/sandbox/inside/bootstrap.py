"""Start a zygote or an unconfined process: `python -I -S -B bootstrap.py zygote|unconfined SETTINGS`.

Python runs isolated, with no path to the course. The modules of the sandbox find each other as the package `held`,
which is taken away again before student code runs.
"""

import importlib
import json
import sys
import types
from pathlib import Path


def main() -> None:
    """Load the sandbox's modules, prepare what cells expect of a notebook, and run."""
    role, settings = sys.argv[1], json.loads(sys.argv[2])
    package = types.ModuleType("held")
    package.__path__ = [str(Path(__file__).resolve().parent.parent)]
    sys.modules["held"] = package
    fake_ipython = importlib.import_module("held.inside.fake_ipython")
    sys.meta_path.append(fake_ipython.PackageFinder(settings["modules"], settings["package_folders"]))
    fake_ipython.imitate_notebook()
    module = importlib.import_module(f"held.inside.{role}")
    for name in [name for name in sys.modules if name.partition(".")[0] == "held"]:
        del sys.modules[name]
    module.run(settings)


if __name__ == "__main__":
    main()
