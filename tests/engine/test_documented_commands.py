"""The commands in the documentation exist, with these options: a reader can copy them."""

import os
import re
import shlex
import string
import subprocess

import pytest
from nbgrader.apps import NbGraderApp

from autograder.__main__ import _parser
from tests.conftest import REPOSITORY

PAGES = [REPOSITORY / "README.md", REPOSITORY / "CONTRIBUTING.md", *sorted((REPOSITORY / "docs").glob("*.md"))]
BLOCK = re.compile(r"^[ >]*```(?:sh|console|bash)\n(.*?)^[ >]*```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^ *(?:\.venv/bin/)?((?:make|autograder|nbgrader) .*?)(?: +#.*)?$", re.MULTILINE)
INLINE = re.compile(r"`((?:make|autograder) [^`\n]+)`")
PROGRAM = "-m autograder "  # how the Makefile calls it
NO_COMMANDS = {"autograder changed"}  # why a score changed
TARGETS = set(re.findall(r"^([a-z]+):", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def commands(pattern, text):
    """The words of each command that a pattern finds."""
    return [shlex.split(one) for one in pattern.findall(text)]


def in_blocks():
    """Page and command, for each that is on a line of its own."""
    for page in PAGES:
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            yield from ((page.name, words) for words in commands(COMMAND, block))


def subcommands():
    """The names of our own commands, as the parser knows them."""
    (choices,) = (one.choices for one in _parser()._actions if isinstance(one.choices, dict))
    return set(choices)


def is_accepted(words):
    """Whether our command line accepts these arguments."""
    try:
        _parser().parse_args(words)
    except SystemExit:
        return False
    return True


def run_by_make(words):
    """What `make` would run for these arguments, line by line."""
    dry = ["make", "--dry-run", "--old-file=.venv/.ready", "--old-file=.venv-site/.ready", *words]
    # Not the variables of the `make test` that may run this.
    usual = {name: value for name, value in os.environ.items() if name == "PATH" or name.startswith("LC_")}
    done = subprocess.run(dry, cwd=REPOSITORY, capture_output=True, text=True, check=True, env=usual)
    values = dict(one.split("=", 1) for one in words if "=" in one)
    return string.Template(done.stdout.replace("\\\n", " ")).safe_substitute(values).splitlines()


def test_there_are_commands():
    """The pattern finds them: the four steps from a platform's archive to its import file, for example."""
    found = {words[1] for _, words in in_blocks() if words[0] == "make"}
    assert {"roster", "collect", "grade", "return"} <= found


@pytest.mark.parametrize(("page", "words"), list(in_blocks()))
def test_a_command_on_its_own_line_is_accepted(page, words):
    """Its target or subcommand exists, and what it runs accepts the options."""
    program, *arguments = words
    if program == "nbgrader":
        assert arguments[0] in NbGraderApp.subcommands, page
    elif program == "autograder":
        assert is_accepted(arguments), page
    else:
        lines = [line for line in run_by_make(arguments) if PROGRAM in line]
        assert arguments[0] in TARGETS, page
        for line in lines:
            assert is_accepted(shlex.split(line.partition(PROGRAM)[2])), (page, line)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_command_in_a_sentence_exists(page):
    """It may have a placeholder, so only its name is checked."""
    known = {"make": TARGETS, "autograder": subcommands()}
    for text in INLINE.findall(page.read_text(encoding="utf-8")):
        program, name = text.split()[:2]
        assert name in known[program] or not name[0].isalpha() or text in NO_COMMANDS, f"{page.name}: {text}"
