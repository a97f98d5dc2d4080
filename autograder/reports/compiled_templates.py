"""Keep compiled templates, as Python keeps compiled modules: in the folder `__pycache__` beside them.

To compile them takes longer than to render a page. Where Python writes no compiled modules, none are written. Nobody
else can put code there: who can write to this folder can also change the engine.
"""

import contextlib
import hashlib
import pickle
import sys
from collections.abc import Iterable
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from autograder.course.paths import write_atomic

CUT_OFF = EOFError, pickle.UnpicklingError  # the machine stopped before the whole file was on its disk


class CompiledTemplates(jinja2.BytecodeCache):
    """The compiled templates of a folder.

    Jinja compares each with its template, and with the version of Python. They also depend on `parts`: what the
    templates are compiled with.
    """

    def __init__(self, folder: Path, parts: Iterable[object]):
        known = hashlib.sha256(repr([jinja2.__version__, *parts]).encode()).hexdigest()
        self._folder = folder / "__pycache__"
        self._ending = f"{sys.implementation.cache_tag}-{known[:16]}.pyc"

    def load_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError, *CUT_OFF), self._file(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError):
            for former in self._folder.glob(f"{bucket.key}.{sys.implementation.cache_tag}-*"):
                former.unlink(missing_ok=True)
            write_atomic(self._file(bucket), bucket.bytecode_to_string())

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.{self._ending}"
