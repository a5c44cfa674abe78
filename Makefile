# One command per purpose. Needs Python 3.11 with venv, make and git; never root (but for `make fresh`).
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test test-fast lint types rules suite-sqlite suite-postgres bench fresh demo-reset stack

PORT ?= 8000
PYTHON ?= python3
JOBS ?= 2
BIN := .venv/bin
PY := $(BIN)/python
MANAGE := $(PY) manage.py
PIP := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
PYTEST := $(PY) -m pytest -n $(JOBS) --dist loadfile
PACKAGES := marketplace matching donations cms
SAY := printf '\n== %s ==\n' >&2
RUNTIME := .venv/installed
DEVELOPMENT := .venv/installed-dev

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: $(RUNTIME) ## build the demonstration city once, then serve it on PORT (8000)
	@.ci/city
	@exec $(MANAGE) runcity --port $(PORT)

demo-reset: $(RUNTIME) ## the demonstration city anew
	@.ci/city --anew

test: lint suite-postgres suite-sqlite ## every check, the whole suite on SQLite with the browser, and what needs a database on PostgreSQL

test-fast: $(DEVELOPMENT) ## about a minute: what needs no database, no server and no browser
	@$(PYTEST) -q -m "not database and not slow and not browser and not races"

suite-postgres: $(DEVELOPMENT)
	@$(SAY) "all that needs a database, on PostgreSQL"
	@$(PY) -m tests.servers.run --postgres -- $(PYTEST) -q -m "database and not browser"

suite-sqlite: $(DEVELOPMENT)
	@$(SAY) "the suite on SQLite"
	@$(PYTEST) -q -m "not browser"
# Apart: a browser leaves its event loop running in the worker, and Django then keeps a second connection there.
	@$(SAY) "the journeys in a browser"
	@$(PYTEST) -q -m browser

lint: $(DEVELOPMENT) ## style, types, import contracts, migrations, known vulnerabilities
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target types rules

types: $(DEVELOPMENT)
	@$(SAY) "types"
	@$(BIN)/mypy

rules: $(DEVELOPMENT)
	@$(SAY) "style"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint $(PACKAGES) --lint --quiet --profile=django --ignore=H015,H026,H030,H031
	@$(SAY) "import contracts"
	@$(BIN)/lint-imports --no-logo
	@$(SAY) "migrations"
	@$(MANAGE) makemigrations --check --dry-run
	@DJANGO_SETTINGS_MODULE=tests.lint_settings $(MANAGE) lintmigrations --quiet ok ignore
	@$(SAY) "known vulnerabilities"
	@$(PY) .ci/audit.py

bench: $(DEVELOPMENT) ## the benchmarks; writes docs/benchmarks.md
	@$(PY) -m tests.benchmarks

stack: $(DEVELOPMENT) ## production rehearsed here: PostgreSQL, Redis, Celery, TLS on PORT
	@exec $(PY) -m tests.servers.stack --port $(PORT)

fresh: ## both README commands and the Dockerfile on a bare Debian; needs root and debootstrap
	@.ci/fresh

$(RUNTIME): requirements.txt | $(BIN)/pip
	@$(SAY) "installing the pinned packages (about half a minute)"
	@$(PIP) -r $<
	@touch $@

$(DEVELOPMENT): requirements-dev.txt | $(BIN)/pip
	@$(SAY) "installing the pinned packages and those of the tests (about a minute)"
	@$(PIP) -r $<
	@touch $@

# pip comes last: where it is, an environment was finished.
$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 to 3.13 is needed: make PYTHON=python3.11" \
	  if not (3, 11) <= sys.version_info < (3, 14) else 0)'
	@$(PYTHON) -m venv .venv
