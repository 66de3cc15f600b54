# Every command that the README names. Needs Python 3.11 or later, make and git; nothing else installed by hand.

PYTHON ?= python3
# .ci/run sets another one, so that it never touches the one you work with.
VENV ?= .venv
# How many test processes: a number, or `logical` for one a core.
JOBS ?= logical

BIN := $(VENV)/bin
# Twice quiet: only errors.
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
# Each process takes a run of neighbouring tests, so that what they share (a compiled kernel, a corpus) is made once.
PYTEST := $(BIN)/python -m pytest -n $(JOBS) --maxprocesses 8 --dist worksteal

.DEFAULT_GOAL := help
.PHONY: help demo test check lint types floors mutation full deep bench fix pins clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/.runtime ## install into .venv and judge the bundled example cases
	@$(BIN)/coregroup demo

test: $(VENV)/.dev ## install and run the fast tests (under 3 minutes)
	$(PYTEST)

# The full tests come last: what takes seconds fails first, and the closing lines are the tests' own.
check: lint types floors mutation full ## everything that a change has to pass

lint: $(VENV)/.dev ## ruff: style rules and formatting
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.dev ## mypy --strict on model, simulations and tests
	$(BIN)/mypy

floors: $(VENV)/.dev ## import-linter: each floor imports only the floors below
	$(BIN)/lint-imports --no-logo --no-cache

mutation: $(VENV)/.dev ## change each number, unit and comparison of the policies: a test must fail
	$(BIN)/python -m tests.mutation

# To be watched for coverage makes tests thrice as slow: only the fast ones are, and not the random campaigns, which cover
# nothing that the others do not.
APART := tests/agreement tests/simulations

full: $(VENV)/.dev ## all tests but the long campaigns, the fast ones with branch coverage of model
	$(PYTEST) --hypothesis-profile=check --cov --cov-fail-under=99 $(addprefix --ignore=,$(APART))
	$(PYTEST) -m "(slow or notebook) and not deep and not bench" --hypothesis-profile=check $(addprefix --ignore=,$(APART))
	$(PYTEST) -m "not deep and not bench" --hypothesis-profile=check $(APART)

deep: $(VENV)/.dev ## the long campaigns, with new random examples each time
	$(PYTEST) -m deep --hypothesis-profile=deep

bench: $(VENV)/.dev ## the speed claims, one at a time
	$(BIN)/python -m pytest -m bench -s

fix: $(VENV)/.dev ## format, and repair what ruff can repair
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# Resolves in an environment of its own: what happens to be in .venv must not get into the pins.
pins: ## write the newest versions that fit together into constraints.txt
	rm -rf $(VENV)-pins
	$(PYTHON) -m venv $(VENV)-pins
	$(VENV)-pins/bin/python -m pip --disable-pip-version-check -qq install editables '.[dev]'
	{ sed -n '/^#/p' constraints.txt; \
	  $(VENV)-pins/bin/python -m pip freeze | grep -v '^coregroup @'; } > constraints.new
	mv constraints.new constraints.txt
	rm -rf $(VENV)-pins

clean: ## remove .venv and every cache
	rm -rf $(VENV) build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find model simulations tests -name __pycache__ -prune -exec rm -rf {} +

# Built from nothing whenever a version changes, so that no dropped dependency lingers. The backend goes in
# first, because constraints do not reach into the isolated environment that pip would otherwise build with.
$(VENV)/.runtime: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "coregroup needs Python 3.11 or later: make PYTHON=/path/to/python3.11")'
	@echo "Installing coregroup into $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install -c constraints.txt hatchling editables
	@$(PIP) install -c constraints.txt --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	@echo "Installing the tools of the tests into $(VENV)"
	@$(PIP) install -c constraints.txt --no-build-isolation -e '.[dev]'
	@touch $@
