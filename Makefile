# What a person does with a checkout. Needs Python 3.11 or later, make and git, and a network for the packages.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test check bench axe clean

help:
	@echo "make demo    write the review of the bundled case, and say where it is"
	@echo "make test    run the tests"
	@echo "make check   check style, format and types"
	@echo "make axe     fetch what the tests check accessibility with (needs npm)"
	@echo "make bench   score on the development data, and write bench/results"
	@echo "make clean   remove what the above made"

demo: $(VENV)/installed
	@$(BIN)/firsthand demo -o demo-out

test: $(VENV)/installed-dev
	@$(BIN)/pytest -n 2
	@echo "The tests in tests/ passed."

check: $(VENV)/installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@echo "Style, format and types of src/, tests/ and bench/ are in order."

bench: $(VENV)/installed-dev
	@$(BIN)/python bench/attribution.py
	@$(BIN)/python bench/chains.py
	@$(BIN)/python bench/memory.py
	@$(BIN)/python bench/check.py
	@$(BIN)/python bench/links.py
	@$(BIN)/python bench/outlets.py
	@$(BIN)/python bench/speakers.py
	@$(BIN)/python bench/origins.py
	@$(BIN)/python bench/dates.py

# axe-core (MPL-2.0) looks for what keeps people out of a page. Only tests use it; it needs npm.
AXE := 4.14.1
axe: $(VENV)/made
	@[ -f $(VENV)/axe/node_modules/axe-core/axe.min.js ] \
		|| npm install --silent --no-audit --no-fund --prefix $(VENV)/axe axe-core@$(AXE) >/dev/null

clean:
	rm -rf $(VENV) demo-out .mypy_cache .ruff_cache

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Firsthand needs Python 3.11 or later; name one with: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/made pyproject.toml constraints.txt
	@echo "Installing Firsthand into $(VENV) ..."
	@$(BIN)/pip install --quiet --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/made pyproject.toml constraints.txt
	@echo "Installing Firsthand and its tools into $(VENV) ..."
	@$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/installed
