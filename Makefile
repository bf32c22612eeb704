# `make help` lists what there is. Everything sets itself up first.
.DEFAULT_GOAL := help
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PYTHON ?= python3
LIBRARY ?= .culm
TRAINING ?= ../shared/data/names_train_cc.jsonl.gz
ARTICLES ?= ../shared/data/articles_12k.jsonl.gz
TEACHER := .venv-teacher
AUDITOR := .venv-audit
OLD_WHOOSH := .venv-whoosh-2.7.4
# Python is often told not to keep what it compiled; every start would compile all of culm then.
COMPILED := $(BIN)/python -m compileall -q index tui
UV := $(shell command -v uv 2>/dev/null)

run: $(READY) ## open the reader on the sample articles in seeds/
	@$(COMPILED)
	@$(BIN)/culm --library $(LIBRARY) seeds

test: $(READY) ## run the tests
	@$(BIN)/python -m pytest -n auto -m "not slow" $(ARGS)

test-whoosh: $(OLD_WHOOSH)/.ready ## run the tests of searching on whoosh 2.7.4 instead of whoosh3
	@$(OLD_WHOOSH)/bin/python -m pytest -n auto -m "not slow" tests/index/search tests/index/library $(ARGS)

test-wheel: $(READY) ## run the tests on the built wheel in a clean environment (PYTHON=python3.13 for another)
	@$(BIN)/python -m scripts.test_wheel --python $(PYTHON) $(ARGS)

check: $(READY) ## lint, types, import contract
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

format: $(READY) ## put the code in shape
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

audit: ## look the pinned packages up among the known vulnerabilities (needs the network)
	@test -x $(AUDITOR)/bin/pip-audit || { $(PYTHON) -m venv $(AUDITOR) && $(AUDITOR)/bin/python -m pip install --quiet --disable-pip-version-check pip-audit; }
	@$(AUDITOR)/bin/pip-audit --requirement constraints.txt --no-deps --disable-pip

bench: $(READY) ## run the benchmarks (minutes)
	@$(COMPILED)
	@$(BIN)/python -m pytest tests/benchmarks -m slow -s $(ARGS)

torture: $(READY) ## run the crash and damage suites, random keys, and the long ones of searching (two hours)
	@$(BIN)/python -m pytest tests/torture tests/e2e tests/index tests/security -m slow -s $(ARGS)

shell-files: $(READY) ## make the manual page and the completions of the shells from the parser
	@$(BIN)/python -m scripts.build_shell_files

reference: $(READY) ## make the pages of docs/ that list keys and commands
	@$(BIN)/python -m scripts.build_reference

screenshots: $(READY) ## make the pictures in docs/ from the real app
	@$(BIN)/python -m scripts.screenshots

evaluate: $(READY) ## figures for names, dates, events, links, copies, anchoring
	@for what in names entities dates events event_chains copies anchoring; do \
		echo "== $$what"; $(BIN)/python -m scripts.evaluate_$$what || exit 1; done

train-names: $(READY) ## train the name model again (SILVER=text that a teacher labelled, if there is any)
	@$(BIN)/python -m scripts.train_names $(TRAINING) $(if $(SILVER),--silver $(SILVER)) $(ARGS)

label-articles: ## label plain news with a large teacher for train-names (SILVER=file to write; an hour)
	@test -x $(TEACHER)/bin/python || $(PYTHON) -m venv $(TEACHER)
	@$(TEACHER)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(TEACHER)/bin/python -m pip install --quiet --disable-pip-version-check --editable . --group teacher
	@$(TEACHER)/bin/python -m scripts.label_articles $(TRAINING) $(ARTICLES) $(SILVER) $(ARGS)

build: $(READY) ## build the wheel and the source archive into dist/
	@$(BIN)/python -m build

setup: $(READY) ## only set up the environment

clean: ## remove the environment, caches and the sample library
	rm -rf $(VENV) $(TEACHER) $(AUDITOR) $(OLD_WHOOSH) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

$(READY): pyproject.toml constraints.txt
ifneq ($(UV),)
	@test -x $(BIN)/python || uv venv --quiet --python ">=3.11" $(VENV)
	@uv pip install --quiet --python $(BIN)/python --constraint constraints.txt --editable . --group dev
else
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "culm needs Python 3.11 or newer; say which one with: make PYTHON=python3.12 ...")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable . --group dev
endif
	@$(COMPILED)
	@touch $(READY)

# Both kinds of Whoosh are imported under one name: the one has to go before the other comes.
$(OLD_WHOOSH)/.ready: pyproject.toml constraints.txt
ifneq ($(UV),)
	@test -x $(OLD_WHOOSH)/bin/python || uv venv --quiet --python ">=3.11" $(OLD_WHOOSH)
	@uv pip install --quiet --python $(OLD_WHOOSH)/bin/python --constraint constraints.txt --editable . --group dev
	@uv pip uninstall --quiet --python $(OLD_WHOOSH)/bin/python whoosh3
	@uv pip install --quiet --python $(OLD_WHOOSH)/bin/python --reinstall-package whoosh whoosh==2.7.4
else
	@test -x $(OLD_WHOOSH)/bin/python || $(PYTHON) -m venv $(OLD_WHOOSH)
	@$(OLD_WHOOSH)/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(OLD_WHOOSH)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable . --group dev
	@$(OLD_WHOOSH)/bin/python -m pip uninstall --quiet --yes whoosh3
	@$(OLD_WHOOSH)/bin/python -m pip install --quiet --disable-pip-version-check --force-reinstall whoosh==2.7.4
endif
	@# Compiled without its warnings, which the tests would take for errors.
	@$(OLD_WHOOSH)/bin/python -W ignore -m compileall -q -f $(OLD_WHOOSH)/lib/python*/site-packages/whoosh
	@touch $@

.PHONY: run test test-whoosh audit check format bench torture shell-files reference screenshots evaluate train-names label-articles build setup clean help
