"""The global names of the course's probes, which call what a notebook defines."""

import builtins
from typing import Any

BUILTINS = dict(vars(builtins))  # as they are before a notebook's code runs


class ProbeNames(dict[str, Any]):
    """The probes' own names; then Python's; then those of the notebook.

    So a notebook's function may have the name of a task or of an import of a probe, and neither disturbs the other. A
    name of the notebook whose value is `...` counts as not defined: that is what stands in place of an answer.
    """

    def __init__(self, notebook: dict[str, Any]):
        super().__init__(__name__="probes", __builtins__=BUILTINS)
        self._notebook = notebook

    def __missing__(self, name: str) -> Any:
        if name in BUILTINS or self._notebook.get(name, ...) is ...:
            raise KeyError(name)  # Python looks among its own names, or raises NameError
        return self._notebook[name]
