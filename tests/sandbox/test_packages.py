"""The files that student code may import come from the installed packages' own lists."""

from pathlib import Path

import pytest

from autograder.errors import CourseError
from autograder.sandbox import Cell, Program
from autograder.sandbox.packages import package_files


def names(packages):
    """The names of the files and folders that may be read."""
    return {Path(path).name for path in package_files(packages).paths}


def test_a_package_brings_what_it_requires():
    """Matplotlib brings its own modules and, recursively, those of the packages that it requires."""
    modules = package_files(("numpy", "matplotlib")).modules
    assert {"numpy", "matplotlib", "mpl_toolkits", "pylab", "PIL", "dateutil", "packaging"} <= set(modules)
    assert {"matplotlib", "mpl_toolkits", "pylab.py", "PIL"} <= names(("numpy", "matplotlib"))


def test_other_packages_are_not_included():
    """Packages that no listed package requires, and extras, are not included."""
    modules = set(package_files(("numpy", "matplotlib")).modules)
    assert not modules & {"pytest", "_pytest", "nbgrader", "nbformat", "autograder", "pip", "setuptools"}
    assert package_files(("numpy",)).modules == ("numpy",)


def test_numpy_is_always_included():
    """A course that lists no package still has NumPy, with which arrays are exchanged."""
    assert package_files(()) == package_files(("numpy",))


def test_all_paths_exist_and_hold_no_notes_of_pip():
    """What may be read are modules and libraries, and not pip's notes, which may contain paths of this machine."""
    paths = package_files(("numpy", "matplotlib")).paths
    assert all(Path(path).exists() for path in paths)
    assert not [path for path in paths if path.endswith((".dist-info", ".pth", "__pycache__"))]


@pytest.fixture
def site(tmp_path, monkeypatch):
    """Install distributions into a folder of their own: name, file list (or None), and requirements."""
    monkeypatch.syspath_prepend(tmp_path)

    def install(name, files, requires=()):
        folder = tmp_path / f"{name.replace('-', '_')}-1.0.dist-info"
        folder.mkdir()
        lines = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {r}" for r in requires)]
        (folder / "METADATA").write_text("\n".join(lines))
        for file in files or ():
            (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file).touch()
        if files is not None:
            (folder / "RECORD").write_text("".join(f"{file},,\n" for file in files))
        return tmp_path

    return install


def test_the_file_list_decides(site):
    """Modules, folders and libraries count; other files, and what lies outside the folder, do not."""
    folder = site("demo-a", ["demo_a/__init__.py", "demo_a.libs/x.so", "single.py", "x.pth", "../bin/tool"])
    files = package_files(("demo-a",))
    assert set(files.modules) == {"numpy", "demo_a", "single"}
    own = {path for path in files.paths if Path(path).is_relative_to(folder.resolve())}
    assert own == {str(folder.resolve() / name) for name in ("demo_a", "demo_a.libs", "single.py")}


def test_markers_decide_which_requirements_count(site):
    """Requirements of other systems and of extras are ignored."""
    site("demo-b", ["demo_b.py"], ["demo-c; python_version >= '3'", "nothing; sys_platform == 'none'",
                                   "nothing; extra == 'more'"])  # fmt: skip
    site("demo-c", ["demo_c.py"], ["demo-b"])  # the two require each other
    assert set(package_files(("demo-b",)).modules) == {"numpy", "demo_b", "demo_c"}


def test_a_missing_requirement_is_an_error_that_says_what_to_install(site):
    """The message names the missing package, what needs it, and the command."""
    site("demo-d", ["demo_d.py"], ["no-such-package>=1"])
    with pytest.raises(CourseError, match=r"no-such-package is not installed: demo-d needs it.*pip install no-such"):
        package_files(("demo-d",))


def test_a_package_without_a_file_list_is_an_error(site):
    """The message says how to install the package again."""
    site("demo-e", None)
    with pytest.raises(CourseError, match="demo-e is installed without a list of its files"):
        package_files(("demo-e",))


@pytest.mark.parametrize(("packages", "source", "draws"), [
    (("numpy", "matplotlib"), "import matplotlib.pyplot as plt", True),
    (("numpy", "matplotlib"), "import numpy", False),
    (("numpy",), "import matplotlib.pyplot as plt", False),
])  # fmt: skip
def test_a_program_draws_only_with_matplotlib(packages, source, draws):
    """A program is prepared for drawing if its code mentions Matplotlib and its packages list it."""
    assert Program((), (Cell("cell 1", source),), packages=packages).draws is draws
