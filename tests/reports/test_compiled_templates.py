"""Compiled templates are kept beside the templates, and never used for another template or another Python."""

import sys

import jinja2
import pytest

from autograder.reports.compiled_templates import CompiledTemplates


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a template, where Python may write what it has compiled."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "page.html").write_text("Hello {{ name }}")
    return tmp_path


def rendered(folder, parts=()):
    """The page as a new process renders it, and whether that compiled the template."""
    compiled = []

    class Watched(jinja2.Environment):
        def compile(self, *args, **kwargs):
            compiled.append(args)
            return super().compile(*args, **kwargs)

    kept = CompiledTemplates(folder, parts)
    environment = Watched(loader=jinja2.FileSystemLoader(folder), bytecode_cache=kept)
    return environment.get_template("page.html").render(name="Ada"), bool(compiled)


def kept(folder):
    return list((folder / "__pycache__").glob("*.pyc"))


def test_a_template_is_compiled_once(folder):
    """Another process finds it compiled."""
    assert rendered(folder) == ("Hello Ada", True)
    assert rendered(folder) == ("Hello Ada", False)


def test_a_changed_template_is_compiled_again(folder):
    """What was kept of the former one is gone, and so is what was compiled with other filters."""
    rendered(folder)
    (folder / "page.html").write_text("Bye {{ name }}")
    assert rendered(folder) == ("Bye Ada", True)
    assert rendered(folder, parts=["another filter"]) == ("Bye Ada", True)
    assert len(kept(folder)) == 1


@pytest.mark.parametrize("damaged", [b"", b"j2", b"j2" + bytes(200)])
def test_a_damaged_file_is_written_anew(folder, damaged):
    """It costs time, and nothing else."""
    rendered(folder)
    kept(folder)[0].write_bytes(damaged)
    assert rendered(folder) == ("Hello Ada", True)
    assert rendered(folder) == ("Hello Ada", False)


def test_a_file_that_was_cut_off_is_written_anew(folder):
    """Wherever that is: the machine can stop while it is written."""
    rendered(folder)
    (file,) = kept(folder)
    whole = file.read_bytes()
    for length in range(0, len(whole), 5):
        file.write_bytes(whole[:length])
        assert rendered(folder) == ("Hello Ada", True)
        assert file.read_bytes() == whole


def test_nothing_is_written_where_python_writes_nothing(folder, monkeypatch):
    """Pages are rendered all the same; also where the folder cannot be made."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(folder) == ("Hello Ada", True)
    assert not (folder / "__pycache__").exists()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (folder / "__pycache__").write_text("a file")
    assert rendered(folder) == ("Hello Ada", True)
