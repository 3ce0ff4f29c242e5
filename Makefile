# Everything runs in a virtual environment of its own (.venv), made on first use from pyproject.toml and
# requirements.lock. Only git, make and Python 3.11 or newer are needed.

PYTHON ?= python3
VENV := .venv
# Windows keeps the programs of a virtual environment in another folder
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
ARGS ?=

# The lock is a constraints file: pip takes what pyproject.toml asks for, at the versions it names.
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint requirements.lock

.DEFAULT_GOAL := help
.PHONY: start demo lab test conformance bench lint gallery clean help

start: $(VENV)/.runtime  ## open a workshop: prints the link, the QR code and the facilitator's address
	$(BIN)/kerne start $(ARGS)

demo: $(VENV)/.runtime  ## the same, with an example workshop that is already filled in
	$(BIN)/kerne demo $(ARGS)

lab: $(VENV)/.runtime  ## JupyterLab on the notebooks
	$(BIN)/kerne lab $(ARGS)

# Three processes on two cores: tests with a browser mostly wait, and the others fill the time (see tests/conftest.py).
test: $(VENV)/.test  ## every test; ARGS goes to pytest: make test ARGS="-m slow"
	$(BIN)/python -m pytest --numprocesses 3 --dist loadgroup $(ARGS)

conformance: $(VENV)/.test  ## jupyter_client's own tests of kernel managers, on our kernels: minutes, and fetches them
	$(BIN)/python tests/conformance/jupyter_client_suite.py $(ARGS)

bench: $(VENV)/.test  ## a room of participants against a running server, with the figures in .bench/latest.json
	$(BIN)/python -m tests.bench $(ARGS)

lint: $(VENV)/.test  ## ruff and the type check
	$(BIN)/ruff check .
	$(BIN)/mypy

gallery: $(VENV)/.test  ## every exercise on phone, desk and big screen, in .gallery/, and the contact sheets
	$(BIN)/python -m tests.gallery $(ARGS)

clean:  ## remove the virtual environment and everything that was built or cached
	rm -rf $(VENV) build dist .bench .gallery .hypothesis .mypy_cache .pytest_cache .ruff_cache .coverage
	find kerne_widgets tests notebooks -name __pycache__ -prune -exec rm -rf {} +

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Checked by running Python rather than by reading `--version`: whatever PYTHON names must be able to do the work.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "error: '$(PYTHON)' is not Python 3.11 or newer; install one and run: make $(or $(MAKECMDGOALS),start) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "error: '$(PYTHON)' cannot make a virtual environment; on Debian and Ubuntu: apt install python3-venv" >&2; rm -rf $(VENV); exit 1; }

$(VENV)/.runtime: pyproject.toml requirements.lock | $(BIN)/python
	@echo "Installing (about a minute, only the first time) ..."
	@$(PIP) --editable .
	@touch $@

$(VENV)/.test: pyproject.toml requirements.lock | $(BIN)/python
	@echo "Installing, with what the tests need (about a minute, only the first time) ..."
	@$(PIP) --editable '.[test]'
	@touch $@ $(VENV)/.runtime
