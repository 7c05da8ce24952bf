# The commands of the project. `make demo` and `make test` set up all they need.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV   := .venv
PYTHON := $(VENV)/bin/python
READY  := $(VENV)/.ready
# uv from PATH when it works there, else one of our own.
UV     := $(shell uv --version >/dev/null 2>&1 && echo uv || echo .tools/bin/uv)
LOCK   := UV_CUSTOM_COMPILE_COMMAND="make lock" $(UV) pip compile pyproject.toml --group dev --universal \
          --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --quiet

.PHONY: help setup demo test check bench soak browser lock lock-check pages-check migration audit sbom clean

help: ## Show the commands
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

setup: $(READY) ## Set up the virtual environment

demo: $(READY) ## Fill a demo school, build and serve it on port 3000
	@$(PYTHON) -m mentorhub demo $(if $(robots),--robots $(robots))

test: $(READY) browser ## Run all tests
	@$(PYTHON) -m mentorhub build
	$(PYTHON) -m pytest --numprocesses 2 --no-loadscope-reorder --max-worker-restart 1

check: $(READY) lock-check pages-check ## Lint, types, layers, security, and both locks current
	@$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	PYRIGHT_PYTHON_IGNORE_WARNINGS=1 $(VENV)/bin/pyright
	$(VENV)/bin/lint-imports
	$(PYTHON) -m bandit --quiet --recursive mentorhub --configfile pyproject.toml

bench: $(READY) browser ## Measure, print a table and write build/bench.json (large=1: 50,000 as well)
	@$(PYTHON) -m tests.load.bench $(if $(large),--large)

soak: $(READY) ## Half an hour of an evening with 150 phones: memory every minute (minutes=30 seconds=8 of each)
	@$(PYTHON) -m tests.load.room.soak $(if $(minutes),--minutes $(minutes)) $(if $(seconds),--seconds $(seconds))

lock: .tools/uv-found ## Refresh requirements.lock to the newest versions that fit
	@$(LOCK) --upgrade --output-file requirements.lock

lock-check: .tools/uv-found ## See that requirements.lock follows from pyproject.toml
	@mkdir -p build
	cp requirements.lock build/requirements.lock
	if ! $(LOCK) --output-file build/requirements.lock 2>build/lock.log; then
	  grep -qiE 'connect|dns|network|timed out|offline' build/lock.log || { cat build/lock.log; exit 1; }
	  echo "requirements.lock not checked: the package registry cannot be reached"; exit 0
	fi
	diff -u requirements.lock build/requirements.lock || { echo "requirements.lock is not current: make lock"; exit 1; }

pages-check: $(READY) ## Build the pages and see that reflex.lock stays as it is
	@before=$$(cat reflex.lock/* | sha256sum)
	$(PYTHON) -m mentorhub build
	[ "$$before" = "$$(cat reflex.lock/* | sha256sum)" ] || { echo "reflex.lock was not current: commit it as it is now"; exit 1; }

migration: $(READY) ## Write the next migration from the tables: make migration m="what changed"
	@$(PYTHON) -m mentorhub.migrations "$(m)"

audit: $(READY) ## Look the packages up in the public database of known faults (needs internet)
	@$(UV) tool run --quiet pip-audit --requirement requirements.lock --disable-pip --vulnerability-service osv

sbom: $(READY) ## Write build/sbom.json, the list of all packages (CycloneDX)
	@mkdir -p build
	$(VENV)/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-file build/sbom.json

clean: ## Remove everything that is made; data/ stays
	rm -rf $(VENV) .tools .web .states build reflex.egg-info *.egg-info .ruff_cache .hypothesis assets/external

# A browser for the tests: the one on PATH, else Playwright's own, else Debian's.
browser: $(READY)
	@mkdir -p build
	[ -f build/browser.found ] && exit 0
	if command -v chromium chromium-browser google-chrome >/dev/null; then :
	elif $(VENV)/bin/playwright install --with-deps chromium 2>build/browser.log; then :
	else
	  as_root=$$([ "$$(id -u)" = 0 ] || echo sudo)
	  $$as_root apt-get update -q && $$as_root apt-get install -y -q chromium
	fi
	touch build/browser.found

.tools/uv-found:
	@mkdir -p .tools
	if [ "$(UV)" != uv ]; then python3 -m venv .tools && .tools/bin/python -m pip install --quiet uv; fi
	touch $@

# Installed exactly as locked, each package checked against its hash; the project itself is linked.
$(READY): requirements.lock pyproject.toml | .tools/uv-found
	@[ -x $(PYTHON) ] || $(UV) venv --quiet --python '>=3.11,<3.13' $(VENV)
	$(UV) pip sync --quiet --python $(PYTHON) --require-hashes requirements.lock
	$(UV) pip install --quiet --python $(PYTHON) --no-deps --no-build-isolation --editable .
	touch $@
