# Every target works in the project's own .venv, which the first one builds. `make` lists them.

PYTHON ?= python3
VENV ?= .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
SITE_VENV := .venv-site
SITE_READY := $(SITE_VENV)/.ready
PYODIDE ?=

.DEFAULT_GOAL := help
.PHONY: help grade roster collect return gradescope github test prove diagnose fairness mutants bench attacks check release report lab site browser formgrader lint lock newest clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:[^#]*##/\t/' | expand -t 10

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed. Name one with: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 2; }
	@echo "Building $(VENV) from requirements.lock (once; a minute or two) ..."
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "No virtual environment could be made. On Debian or Ubuntu: apt install python3-venv"; exit 2; }
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r requirements.lock
	@$(RUN) -m compileall -q -j 0 -x /tests/ $(VENV)/lib autograder >/dev/null 2>&1 || true # pip compiles with one core
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(RUN) -P -c 'from autograder.reports.html import templates; templates()' # compiled once
	@touch $(READY)

$(SITE_READY): site.lock
	@echo "Building $(SITE_VENV) from site.lock (once; a minute) ..."
	@rm -rf $(SITE_VENV)
	@$(PYTHON) -m venv $(SITE_VENV)
	@$(SITE_VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r site.lock
	@touch $(SITE_READY)

grade: $(READY) ## grade submitted/ (the demo class while it is empty); ARGS="--exercise pooling" selects a part
	@$(RUN) -P -m autograder grade $(ARGS)

roster: $(READY) ## who is who, from a platform's list of people: FROM=FILE, ID=COLUMN for the student's id
	@$(RUN) -P -m autograder roster "$$FROM" $(if $(ID),--id "$$ID") $(ARGS)

collect: $(READY) ## put what a platform gives you into submitted/: FROM=FILE, if necessary EXERCISE=, PLATFORM=, ZONE=, TIMES=, REPLACE=yes
	@$(RUN) -P -m autograder collect "$$FROM" $(if $(EXERCISE),--exercise "$$EXERCISE") $(if $(PLATFORM),--platform "$$PLATFORM") \
		$(if $(ZONE),--zone "$$ZONE") $(if $(TIMES),--times "$$TIMES") $(if $(REPLACE),--replace) $(ARGS)

return: $(READY) ## write what a platform imports: TO=canvas, FROM=FILE (its own), if necessary EXERCISE=, COLUMN=, SCALE=yes
	@$(RUN) -P -m autograder return "$$TO" $(if $(FROM),--from "$$FROM") $(if $(EXERCISE),--exercise "$$EXERCISE") \
		$(if $(COLUMN),--column "$$COLUMN") $(if $(SCALE),--scale) $(ARGS)

gradescope: $(READY) ## write autograder archives for Gradescope: EXERCISE=pooling for one, SHOW=due: results after the due date
	@$(RUN) -P -m autograder gradescope $(if $(EXERCISE),--exercise "$$EXERCISE") $(if $(SHOW),--show "$$SHOW") \
		$(if $(UNSAFE),--unsafe) $(ARGS)

github: $(READY) ## write the template of students' repositories on GitHub; then FROM=github and TO=github collect and return
	@$(RUN) -P -m autograder github $(ARGS)

test: $(READY) ## run the tests of the autograder and of the exercises (but not the slow ones: prove)
	@$(RUN) -m pytest --numprocesses auto --dist worksteal $(ARGS)

prove: $(READY) ## run the slow tests (a quarter of an hour): 200 seeds, mistakes in other types, all attacks, nbgrader alone
	@$(RUN) -m pytest --numprocesses auto -m slow $(ARGS)

diagnose: $(READY) ## diagnose the wrong answers and pairs of slips: are they named? writes docs/diagnosis.md
	@$(RUN) -P -m autograder diagnose $(ARGS)

fairness: $(READY) ## give each mistake alone to the graders: does it cost no more than it should? writes docs/fairness.md
	@$(RUN) -P -m autograder fairness $(ARGS)

mutants: $(READY) ## change the references and try mistakes under conditions: hidden tests must detect it; writes docs/mutants.md
	@$(RUN) -P -m autograder mutants $(ARGS)

bench: $(READY) ## compare speed and memory with stock nbgrader (five to ten minutes); writes docs/bench.md and its picture
	@$(RUN) -W ignore -m tests.bench $(ARGS)

attacks: $(READY) ## run all attacks on the sandbox in every tier that this machine has; writes docs/attacks.md
	@$(RUN) -m tests.attacks.table $(ARGS)

check: $(READY) ## check the course, or ARGS=edges: TODOs, releases, points, leaks, stubs score 0, references full marks
	@$(RUN) -P -m autograder check $(ARGS)

release: $(READY) ## write assignments/ from solutions/ through nbgrader
	@$(RUN) -P -m autograder release

report: $(READY) ## write the class report and grades.csv again from the cached results
	@$(RUN) -P -m autograder report

# The demo class has a course folder of its own, which is the one to open while there is no other class.
CLASS := $(if $(wildcard submitted/*/*),.,$(firstword $(dir $(wildcard build/demo/gradebook.db)) .))

lab: $(READY) ## open JupyterLab with nbgrader's formgrader on the class
	@cd "$(CLASS)" && exec "$(abspath $(VENV))/bin/jupyter" lab $(ARGS)

site: $(READY) $(SITE_READY) ## write build/site/, to work on the notebooks in a browser; PYODIDE=DIR includes Python's files
	@$(RUN) -P -m autograder site --jupyter-lite $(SITE_VENV)/bin/jupyter-lite $(if $(PYODIDE),--pyodide "$(PYODIDE)") $(ARGS)

# Tests that need a browser: Playwright and pytest are in the environment of the site.
BROWSER := AUTOGRADER="$(CURDIR)/$(RUN)" PYODIDE="$(PYODIDE)" $(SITE_VENV)/bin/python -m pytest -c tests/browser/pytest.ini

browser: $(READY) $(SITE_READY) ## test the site in Chromium, without a network: make browser PYODIDE=DIR (see docs/operators.md)
	@$(BROWSER) tests/browser/on_site $(ARGS)

formgrader: $(READY) $(SITE_READY) ## test nbgrader's formgrader, JupyterLab and Notebook in Chromium, without a network
	@$(BROWSER) tests/browser/in_jupyter $(ARGS)

lint: $(READY) ## check style, types, and which package imports which
	@$(VENV)/bin/ruff check . && $(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-logo --no-cache

lock: $(READY) ## choose new versions for requirements.lock and site.lock
	@$(PYTHON) -m venv build/lock && build/lock/bin/pip install --quiet --disable-pip-version-check uv
	@build/lock/bin/uv pip compile pyproject.toml --group dev --all-extras --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
		--quiet --output-file requirements.lock
	@build/lock/bin/uv pip compile --group site --group browser --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
		--quiet --output-file site.lock

newest: ## run the tests with the newest nbgrader, nbconvert, JupyterLab and pytest, in a separate environment
	@rm -rf build/newest && $(PYTHON) -m venv build/newest
	@build/newest/bin/pip install --quiet --upgrade pip && build/newest/bin/pip install --quiet --group dev --editable '.[cluster,postgres,lti]'
	@build/newest/bin/pip install --quiet --upgrade nbgrader nbconvert jupyterlab pytest setuptools # also beyond our upper bounds
	@build/newest/bin/python -m pytest --numprocesses auto $(ARGS)

clean: ## remove what was built (not submitted/, not gradebook.db)
	@rm -rf build .pytest_cache .ruff_cache .hypothesis && find . -name __pycache__ -not -path './.venv*' -prune -exec rm -rf {} +
