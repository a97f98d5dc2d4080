"""The site for the browser: what is given to JupyterLite, what comes from Pyodide, and what is refused."""

import json
import stat
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.__main__ import main
from autograder.authoring.site.pyodide import ALWAYS, CDN, CORE, VERSION

# Stands in for the program, which has an environment of its own (`make browser` uses it): it copies what it is given.
PROGRAM = f"""#!{sys.executable}
import shutil, sys
from pathlib import Path
site = Path(next(one for one in sys.argv if one.startswith("--output-dir=")).partition("=")[2])
shutil.copytree(".", site)
(site / "api" / "contents").mkdir(parents=True)
(site / "api" / "contents" / "all.json").touch()
"""


def package(name, version="1.0", depends=()):
    """An entry of Pyodide's lock file."""
    return {"name": name, "version": version, "file_name": f"{name}-{version}.whl", "depends": list(depends)}


PACKAGES = [package(name) for name in ALWAYS if name != "numpy"] + [
    package("numpy", "2.0.2"),
    package("matplotlib", "3.8.4", ["python_dateutil"]),
    package("python-dateutil"),
    package("unused"),
]


@pytest.fixture
def pyodide(tmp_path):
    """Make a folder with Pyodide's files, all of them empty but for the lock file."""

    def make(packages=PACKAGES, version=VERSION):
        folder = tmp_path / "pyodide"
        folder.mkdir()
        for name in [*CORE, *(one["file_name"] for one in packages)]:
            (folder / name).touch()
        lock = {"info": {"version": version}, "packages": {one["name"]: one for one in packages}}
        (folder / "pyodide-lock.json").write_text(json.dumps(lock))
        return folder

    return make


@pytest.fixture
def build(course, tmp_path, capsys):
    """Run `autograder site` with a program that builds nothing. Returns exit code, site, and what is printed."""
    program = tmp_path / "jupyter-lite"
    program.write_text(PROGRAM)
    program.chmod(program.stat().st_mode | stat.S_IXUSR)

    def run(*options, output=tmp_path / "site", jupyter_lite=program):
        own = ["--course", str(course.root), "--output", str(output), "--jupyter-lite", str(jupyter_lite)]
        code = main(["site", *own, *map(str, options)])
        printed = capsys.readouterr()
        return code, Path(output), printed.out + printed.err

    return run


def kernel_settings(site):
    """The settings of the kernel that the site has."""
    settings = json.loads((site / "jupyter-lite.json").read_text())["jupyter-config-data"]["litePluginSettings"]
    return settings["@jupyterlite/pyodide-kernel-extension:kernel"]


def test_the_site_has_the_notebooks_and_pyodide_from_a_folder(build, pyodide, course):
    """The notebooks, the README and the zip; of Pyodide what the course needs, with its requirements, and no more."""
    code, site, _ = build("--pyodide", pyodide())
    assert code == 0
    assert {path.name for path in (site / "files").iterdir()} == {
        "README.md",
        *(f"{one}.ipynb" for one in course.names),
    }
    assert zipfile.is_zipfile(site / f"{course.id}.zip")
    assert kernel_settings(site)["pyodideUrl"] == "./static/pyodide/pyodide.js"
    assert kernel_settings(site)["loadPyodideOptions"] == {"packages": ["numpy", "matplotlib"]}
    files = {path.name for path in (site / "static" / "pyodide").iterdir()}
    assert files >= {*CORE, "numpy-2.0.2.whl", "python-dateutil-1.0.whl"} and "unused-1.0.whl" not in files


def test_the_kernel_asks_no_index_of_packages(build, pyodide):
    """What neither Pyodide nor the kernel has is in the site as a wheel, and PyPI is not asked."""
    _, site, _ = build("--pyodide", pyodide())
    [wheel] = (site / "pypi").iterdir()
    names = zipfile.ZipFile(wheel).namelist()
    assert "comm/__init__.py" in names and not [name for name in names if name.endswith(("INSTALLER", ".pyc"))]
    assert kernel_settings(site)["disablePyPIFallback"] is True


def test_the_first_page_is_the_courses_own(build, pyodide, course):
    """It names each notebook by its title and its address, all of them relative; the README is a page, too."""
    _, site, _ = build("--pyodide", pyodide())
    page = (site / "index.html").read_text()
    for exercise in course.exercises:
        assert f'href="notebooks/index.html?path={exercise.name}.ipynb">{exercise.title}<' in page
    assert 'href="/' not in page and "{{" not in page
    assert "check_submission.py" in (site / "readme.html").read_text()


def test_pyodide_comes_from_its_cdn_unless_a_folder_is_named(build, monkeypatch):
    """Its version is the tested one. Without a network, the command says what it could not look up."""
    monkeypatch.setattr("urllib.request.urlopen", lambda *arguments, **options: (_ for _ in ()).throw(OSError()))
    code, site, printed = build()
    assert code == 0 and kernel_settings(site)["pyodideUrl"] == f"{CDN}pyodide.js" and VERSION in CDN
    assert f"{CDN}pyodide-lock.json cannot be read now" in printed and not (site / "static").exists()


def test_an_older_package_is_reported(build, pyodide):
    """The instructor learns that Pyodide's version is not the one that the course asks for."""
    older = [package("numpy", "1.26.4"), *(one for one in PACKAGES if one["name"] != "numpy")]
    code, _, printed = build("--pyodide", pyodide(older))
    assert code == 0 and "Pyodide has numpy 1.26.4, and the course's `packages` want numpy>=2" in printed


@pytest.mark.parametrize(
    ("packages", "version", "message"),
    [
        ([one for one in PACKAGES if one["name"] != "matplotlib"], VERSION, "Pyodide has no matplotlib"),
        (PACKAGES, "0.29.0", "is Pyodide 0.29.0, but JupyterLite's kernel needs 0.27"),
    ],
)
def test_a_pyodide_that_does_not_fit_is_refused(build, pyodide, packages, version, message):
    """A package that it lacks, and a version that the kernel cannot use."""
    code, site, printed = build("--pyodide", pyodide(packages, version))
    assert code == 1 and message in printed and not site.exists()


def test_a_folder_without_pyodide_is_refused(build, tmp_path, pyodide):
    """The message says which files, and where they are."""
    code, _, printed = build("--pyodide", tmp_path)
    assert code == 1 and "has no file pyodide-lock.json" in printed and "github.com/pyodide" in printed
    folder = pyodide()
    (folder / "numpy-2.0.2.whl").unlink()
    code, _, printed = build("--pyodide", folder)
    assert code == 1 and "lacks files of Pyodide: numpy-2.0.2.whl" in printed


def test_other_files_are_never_replaced(build, pyodide, tmp_path):
    """A site replaces an older one, but no folder with something else."""
    folder = pyodide()
    _, site, _ = build("--pyodide", folder)
    (site / "old").touch()
    assert build("--pyodide", folder)[0] == 0 and not (site / "old").exists()
    thesis = tmp_path / "thesis"
    thesis.mkdir()
    (thesis / "thesis.tex").touch()
    code, _, printed = build("--pyodide", folder, output=thesis)
    assert code == 1 and "has other files" in printed and (thesis / "thesis.tex").exists()


def test_a_program_that_fails_is_shown(build, pyodide, tmp_path):
    """No program, and one that stops with an error: the message says what to install."""
    folder = pyodide()
    code, _, printed = build("--pyodide", folder, jupyter_lite=tmp_path / "nothing")
    assert code == 1 and "There is no program" in printed and "jupyterlite-core" in printed
    failing = tmp_path / "failing"
    failing.write_text("#!/bin/sh\necho jupyter-server is not installed >&2\nexit 1\n")
    failing.chmod(0o755)
    code, site, printed = build("--pyodide", folder, jupyter_lite=failing)
    assert code == 1 and "jupyter-server is not installed" in printed and not site.exists()
