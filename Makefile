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
UV := $(shell command -v uv 2>/dev/null)

run: $(READY) ## open the reader on the sample articles in seeds/
	@$(BIN)/culm --library $(LIBRARY) seeds

test: $(READY) ## run the tests
	@$(BIN)/python -m pytest -n auto -m "not slow" $(ARGS)

check: $(READY) ## lint, types, import contract
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

format: $(READY) ## put the code in shape
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

bench: $(READY) ## run the benchmarks (minutes)
	@$(BIN)/python -m pytest tests/benchmarks -m slow -s $(ARGS)

torture: $(READY) ## run the crash and damage suites (an hour)
	@$(BIN)/python -m pytest tests/torture -m slow -s $(ARGS)

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
	rm -rf $(VENV) $(TEACHER) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
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
	@touch $(READY)

.PHONY: run test check format bench torture screenshots evaluate train-names label-articles build setup clean help
