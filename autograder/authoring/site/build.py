"""Build the site: JupyterLite makes it from the released notebooks, and a page of ours is its first one.

index.html, readme.html      how to work in the browser; the README that students receive
notebooks/, tree/, lab/      JupyterLite's programs
files/, api/                 the notebooks, as JupyterLite reads them
static/pyodide/              Pyodide, if it does not come from an address
<course>.zip                 what students receive for their own computer

Every link is relative, so the site works at any address.
"""

import json
import shutil
import subprocess
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path

from autograder.authoring import handout
from autograder.authoring.site.pages import README, site_pages
from autograder.authoring.site.pyodide import IN_SITE, Pyodide
from autograder.course.config import Course
from autograder.errors import CourseError, display_path

APPS = ("notebooks", "tree", "edit", "lab")
CONFIGURATION = "jupyter-lite.json"
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
AUTOSAVE = 10  # seconds
DOWNLOAD = {"command": "docmanager:download"}
SETTINGS = {
    "@jupyterlab/apputils-extension:themes": {"adaptive-theme": True},  # light or dark, as the system
    "@jupyterlab/docmanager-extension:plugin": {
        "autosaveInterval": AUTOSAVE,
        "defaultViewers": {"markdown": "Markdown Preview"},
    },
    # JupyterLite has the command, which saves the notebook first, but shows it nowhere.
    "@jupyterlab/mainmenu-extension:plugin": {
        "menus": [{"id": "jp-mainmenu-file", "items": [DOWNLOAD | {"rank": 3.9}]}]
    },
    "@jupyterlab/notebook-extension:panel": {
        "toolbar": [DOWNLOAD | {"name": "download", "label": "Download", "rank": 40}]
    },
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},  # the page does not jump while scrolling
}
# "Not Trusted" in the corner, for a notebook that the student has just opened, explains nothing.
WITHOUT = ["@jupyter-notebook/notebook-extension:trusted"]
# The kernel imports it, but neither Pyodide nor the kernel's own files have it. It would come from PyPI each time.
SHIPPED = "comm"
INSTALL = (
    "The site needs JupyterLite with its kernel: `make site` installs it, or type: pip install "
    "'jupyterlite-core[contents]==0.6.4' jupyterlite-pyodide-kernel==0.6.1"
)


def build_site(course: Course, target: Path, pyodide: Pyodide, jupyter_lite: str) -> None:
    """Write the site into `target`, in place of what was there. `jupyter_lite` is the program that builds it.

    Raises CourseError if the notebooks were not released, if Pyodide lacks a package, and if the program fails.
    """
    missing = [path for path in _contents(course).values() if not path.is_file()]
    if missing:
        raise CourseError(f"{display_path(missing[0])} is missing. Type: autograder release")
    if target.exists() and any(target.iterdir()) and not (target / CONFIGURATION).is_file():
        raise CourseError(f"{display_path(target)} has other files, which the site would replace. Name another folder.")
    packages = pyodide.loaded(course.requirements)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".site-") as folder:
        source, site = Path(folder, "source"), Path(folder, "site")
        _write_source(course, source, _configuration(course, pyodide, packages))
        _run(jupyter_lite, source, site)
        pyodide.copy(packages, site / IN_SITE)
        for name, page in site_pages(course, AUTOSAVE).items():
            (site / name).write_text(page, encoding="utf-8")
        handout.write_zip(course, site / f"{course.id}.zip")
        shutil.rmtree(target, ignore_errors=True)
        site.rename(target)


def _contents(course: Course) -> dict[str, Path]:
    """Name → file of what the students' file list shows. There are no folders: a download has the file's name alone."""
    notebooks = [course.assignments / path for path in handout.notebooks(course)]
    return {path.name: path for path in (course.assignments / README, *notebooks)}


def _configuration(course: Course, pyodide: Pyodide, packages: list[str]) -> dict[str, object]:
    kernel = {
        "pyodideUrl": f"{pyodide.url}pyodide.js",
        "loadPyodideOptions": {"packages": packages},
        "disablePyPIFallback": True,  # notebooks have the course's packages, as when they are graded
    }
    own = {
        "appName": course.title,
        "disabledExtensions": WITHOUT,
        "litePluginSettings": {KERNEL: kernel},
    }
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": own}


def _write_source(course: Course, source: Path, configuration: dict[str, object]) -> None:
    """What `jupyter lite build` reads."""
    (source / "files").mkdir(parents=True)
    for name, path in _contents(course).items():
        shutil.copyfile(path, source / "files" / name)
    (source / CONFIGURATION).write_text(json.dumps(configuration), encoding="utf-8")
    (source / "overrides.json").write_text(json.dumps(SETTINGS), encoding="utf-8")
    (source / "pypi").mkdir()
    _write_wheel(SHIPPED, source / "pypi")


def _write_wheel(name: str, folder: Path) -> None:
    """Write the wheel of an installed package without compiled code: its files, but for what pip added to them."""
    package = metadata.distribution(name)
    with zipfile.ZipFile(folder / f"{name}-{package.version}-py3-none-any.whl", "w") as wheel:
        for file in package.files or ():
            if file.suffix != ".pyc" and file.name not in ("INSTALLER", "REQUESTED", "direct_url.json"):
                wheel.write(str(file.locate()), file.as_posix())


def _run(jupyter_lite: str, source: Path, site: Path) -> None:
    program = shutil.which(jupyter_lite)
    if program is None:
        raise CourseError(f"There is no program {jupyter_lite}. {INSTALL}")
    command = [str(Path(program).absolute()), "build", "--lite-dir=.", "--contents=files", f"--output-dir={site}"]
    command += ["--no-sourcemaps", *(f"--apps={app}" for app in APPS)]
    done = subprocess.run(command, cwd=source, capture_output=True, encoding="utf-8", errors="replace")
    if done.returncode or not (site / "api" / "contents" / "all.json").is_file():
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise CourseError(f"jupyter lite could not build the site. {INSTALL} It said:\n{last}")
