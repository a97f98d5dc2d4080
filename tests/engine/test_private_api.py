"""Private and undocumented names of other packages that the engine uses: an upgrade may change them without a word.

Each test says which name it is and what it is used for. If one fails after an upgrade, change the code that it names,
or lower the upper bound in pyproject.toml.
"""

import ast
import inspect
import linecache
import sys

import nbgrader.plugins
import pytest
import sqlalchemy
from nbgrader.apps.api import NbGraderAPI
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeCollect, ExchangeReleaseFeedback
from nbgrader.preprocessors import AssignLatePenalties, ClearSolutions, SaveAutoGrades
from nbgrader.server_extensions.formgrader import handlers as formgrader_handlers

from autograder.gradebook.database import TABLES
from autograder.gradebook.tables import make_tables
from tests.conftest import REPOSITORY

ENGINE = REPOSITORY / "autograder"
# Private names that belong to other packages, and where the engine uses them.
PRIVATE = {
    "_sanitizing": "gradebook/exporter.py",
    "_format_source": "gradebook/exporter.py",
    "_format_dest": "gradebook/exporter.py",
    "_path_to_record": "gradebook/exchange.py",
    "_check_late_penalty": "gradebook/preprocessors.py",
    "_add_score": "gradebook/preprocessors.py",
    "_getframe": "sandbox/inside/fake_ipython.py",
    "_exit": "",  # os._exit is documented
    "_fields": "",  # of a NamedTuple, documented
}


def engine_files():
    return [path for path in sorted(ENGINE.rglob("*.py")) if "exercises" not in path.relative_to(ENGINE).parts]


def is_private(name):
    return name.startswith("_") and not name.startswith("__")


def test_every_use_of_a_private_name_is_listed_here():
    """The engine uses no private name of another package that this file does not name."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in engine_files()}
    own, used = set(), {}
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                own.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                own.add(node.id)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                own.add(node.attr)
            elif isinstance(node, ast.Attribute) and is_private(node.attr):
                used.setdefault(node.attr, path.relative_to(ENGINE).as_posix())
    foreign = {name: place for name, place in used.items() if name not in own - PRIVATE.keys()}
    assert foreign, "the search finds nothing, although the engine uses such names"
    assert foreign.keys() <= PRIVATE.keys(), foreign


def test_nbgrader_says_which_conversion_runs():
    """`Autograde._sanitizing` is true in the first of its two conversions: there, our exporter reads the submission."""
    assert Autograde._sanitizing is True
    assert "_sanitizing = False" in inspect.getsource(Autograde)


def test_nbgrader_takes_another_class_as_its_converter():
    """Our exporter replaces `Autograde` by a subclass with `init_destination` and `init_assignment` of its own."""
    for method in (BaseConverter.init_destination, BaseConverter.init_assignment):
        assert list(inspect.signature(method).parameters) == ["self", "assignment_id", "student_id"]
    assert issubclass(Autograde, BaseConverter)
    assert issubclass(GenerateFeedback, BaseConverter)
    assert "self.exporter = self.exporter_class(parent=self" in inspect.getsource(BaseConverter.start)


def test_nbgrader_names_the_folders_of_a_submission():
    """`_format_source` and `_format_dest` give the folders of a submission and of its autograded notebook."""
    for method in (BaseConverter._format_source, BaseConverter._format_dest):
        assert list(inspect.signature(method).parameters)[:3] == ["self", "assignment_id", "student_id"]


def test_nbgrader_reads_times_where_we_replace_that():
    """Our exchange.py overrides these methods, and gives objects of nbgrader's classes a subclass as their class."""
    assert list(inspect.signature(CourseDirectory.get_existing_timestamp).parameters) == ["self", "dest_path"]
    assert "coursedir.get_existing_timestamp(" in inspect.getsource(Autograde)
    assert "coursedir.get_existing_timestamp(" in inspect.getsource(BaseConverter)
    timestamp = NbGraderAPI.get_submitted_timestamp
    assert list(inspect.signature(timestamp).parameters) == ["self", "assignment_id", "student_id"]
    assert "self.exchange.List(" in inspect.getsource(NbGraderAPI.__init__)


def test_nbgrader_collects_and_releases_where_we_replace_that():
    """`_path_to_record` says whose submission a folder of the exchange is; `copy_files` copies the pages."""
    assert list(inspect.signature(ExchangeCollect._path_to_record).parameters) == ["self", "path"]
    assert "{'username': username, 'filename': filename, 'timestamp': timestamp}" in inspect.getsource(ExchangeCollect)
    source = inspect.getsource(ExchangeReleaseFeedback)
    assert all(name in source for name in ("self.src_path", "self.dest_path", "student_id_exclude", "notebook_hash("))


def test_the_formgrader_says_whose_notebook_it_shows():
    """Our note on earlier versions finds the submission by these names in the exporter's resources."""
    source = inspect.getsource(formgrader_handlers.SubmissionHandler)
    assert all(f"'{name}': " in source for name in ("submission_id", "student", "assignment_id"))
    assert "self.exporter.from_filename(filename, resources=resources)" in source


def test_nbgrader_saves_one_score_at_a_time():
    """Our SaveScores overrides `_add_score(cell, resources)`, and uses the gradebook that `preprocess` opens."""
    assert list(inspect.signature(SaveAutoGrades._add_score).parameters) == ["self", "cell", "resources"]
    source = inspect.getsource(SaveAutoGrades)
    assert all(
        name in source for name in ("self.gradebook", "self.notebook_id", "self.assignment_id", "self.student_id")
    )


def test_nbgrader_checks_what_lateness_costs():
    """`_check_late_penalty(notebook, penalty)` bounds what the plugin of `AssignLatePenalties` returns."""
    assert list(inspect.signature(AssignLatePenalties._check_late_penalty).parameters) == [
        "self",
        "notebook",
        "penalty",
    ]
    assert hasattr(AssignLatePenalties, "init_plugin")
    plugin = nbgrader.plugins.LateSubmissionPlugin.late_submission_penalty
    assert list(inspect.signature(plugin).parameters) == ["self", "student_id", "score", "total_seconds_late"]


def test_nbgrader_puts_a_stub_for_each_language():
    """Our ClearAnswers sets `code_stub["python"]` before it calls `preprocess_cell`."""
    assert ClearSolutions().code_stub["python"]
    assert "cell_index" in inspect.signature(ClearSolutions.preprocess_cell).parameters
    assert GenerateAssignment.preprocessors.default()


def test_nbgraders_tables_are_those_that_we_read_and_write(tmp_path):
    """The gradebook's tables and columns are used by name."""
    engine = sqlalchemy.create_engine(f"sqlite:///{tmp_path / 'gradebook.db'}")
    make_tables(str(engine.url))
    found = sqlalchemy.inspect(engine)
    assert set(TABLES) <= set(found.get_table_names())
    columns = {table: {column["name"] for column in found.get_columns(table)} for table in TABLES}
    assert {"auto_score", "manual_score", "extra_credit", "needs_manual_grade"} <= columns["grade"]
    assert {"timestamp", "extension", "student_id"} <= columns["submitted_assignment"]
    assert {"late_submission_penalty"} <= columns["submitted_notebook"]
    assert {"max_score"} <= columns["grade_cells"]
    engine.dispose()


def test_pytest_keeps_the_parameters_of_a_test(pytester):
    """`item.callspec.params` has the parameters of a parametrized test; other items have no `callspec`."""
    pytester.makepyfile("import pytest\n@pytest.mark.parametrize('n', [7])\ndef test(n): pass\ndef test_other(): pass")
    one, other = pytester.inline_genitems()[0]
    assert one.callspec.params == {"n": 7}
    assert not hasattr(other, "callspec")


def test_pytest_takes_a_module_that_is_loaded_already(pytester):
    """`module.obj = loaded` has pytest collect from that module, whatever the file contains."""
    path = pytester.makepyfile("raise RuntimeError")
    module = pytest.Module.from_parent(pytester.getmodulecol("def test(): pass").parent, path=path)
    module.obj = ast
    assert module.obj is ast
    assert module.collect() == []


def test_python_reads_the_lines_of_cells_from_a_cache():
    """`linecache.cache` gives tracebacks the text of a cell, which has no file."""
    linecache.cache["<cell>"] = (5, None, ["x = 1\n"], "<cell>")
    assert linecache.getline("<cell>", 1) == "x = 1\n"
    del linecache.cache["<cell>"]


def test_python_gives_the_frame_of_the_caller():
    """`sys._getframe(1)` is the caller's frame: `%time` in a function sees the function's variables."""
    assert (lambda: sys._getframe(1).f_code.co_name)() == inspect.currentframe().f_code.co_name
