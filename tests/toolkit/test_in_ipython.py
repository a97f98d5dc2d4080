"""Test the toolkit in IPython: old definitions and exit()."""

import subprocess
import sys

import pytest

SESSION = """
import sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
shell.ask_exit = lambda: print("THE KERNEL ENDS")
shell.user_ns["exit"] = lambda: shell.ask_exit()
def run(*cells):
    for cell in cells:
        shell.run_cell(cell, store_history=True)
run("from autograder.toolkit.checks import check, hint")
run(*eval(sys.stdin.read()))
"""
CHECK = 'check("f", {"f()": 1})'


def printed(*cells):
    """What cells print, one after the other, in a new IPython."""
    command = [sys.executable, "-W", "ignore", "-c", SESSION]
    done = subprocess.run(command, input=repr(cells), capture_output=True, text=True, timeout=60)
    return done.stdout + done.stderr


def test_a_syntax_error_leaves_an_older_definition():
    """The check says that it is about the older one, with the line and the message of the error."""
    said = printed("def f():\n    return 1", CHECK, "def f():\n    return (2", CHECK)
    assert "f: 1 of 1 visible checks pass." in said
    assert "The newest cell that defines f did not run, so this is about an older definition:" in said
    assert "SyntaxError in line 2: '(' was never closed\n      return (2\n" in said
    assert said.count("The newest cell") == 1
    assert "f: 0 of 1 visible checks pass. The older definition is not checked." in said


def test_a_cell_that_failed_before_its_definition_is_noticed():
    """Another error than a SyntaxError is noticed, too. After a new run the message is gone."""
    said = printed("def f():\n    return 1", "1 / 0\ndef f():\n    return 2", CHECK)
    assert "The newest cell that defines f did not run, so this is about an older definition. Run this cell" in said
    said = printed("1 / 0\ndef f():\n    return 2", "def f():\n    return 1", CHECK)
    assert "The newest cell" not in said


def test_a_function_that_was_never_defined_has_its_reason():
    """The SyntaxError is shown beside "not defined"."""
    said = printed("def f()\n    return 1", CHECK)
    assert "The newest cell that defines f did not run, so it is not defined:" in said
    assert "SyntaxError in line 1: expected ':'" in said
    assert "name 'f' is not defined" in said


@pytest.mark.parametrize("cell", [
    "import functools\n@functools.cache\ndef f():\n    return 1", "f = lambda: 1", "class f:\n    pass",
])  # fmt: skip
def test_other_definitions_are_not_suspected(cell):
    """A decorator, a lambda and a class are no reason for a warning."""
    assert "The newest cell" not in printed("def f():\n    return 3", cell, CHECK)


def test_exit_does_not_end_the_kernel():
    """IPython's exit() asks for the end of the kernel after the cell. In a check it does not, outside it does."""
    said = printed("def f():\n    exit()", CHECK)
    assert "exit() would end the notebook's kernel" in said
    assert "THE KERNEL ENDS" not in said
    assert "THE KERNEL ENDS" in printed("def f():\n    exit()", CHECK, "exit()")
