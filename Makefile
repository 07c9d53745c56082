# The commands of this project; `make help` lists them.
# Each one sets up .venv from the lock first, when it is missing or older than the lock.

PYTHON     ?= python3
VENV       := .venv
BIN        := $(VENV)/bin
BUILD      := _build
SPHINXOPTS ?=
MINUTES    ?= 10
# Every builder has an environment of its own: what one has seen, Sphinx thinks that all have written.
SPHINX      = warnings=$$(mktemp) && trap 'rm -f "$$warnings"' EXIT && \
                  $(BIN)/python -m sphinx -n -W --keep-going -j auto \
                  -w "$$warnings" -d $(BUILD)/doctrees/$@ $(SPHINXOPTS)
# A long build scrolls its warnings out of sight: they are said once more at its end.
AGAIN       = { printf '\nTo mend:\n'; cat "$$warnings"; exit 1; } >&2

.DEFAULT_GOAL := help
.PHONY: help html dirhtml epub linkcheck links archive import new bib live test fuzz bench words lint format lock clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(firstword $(MAKEFILE_LIST)) | sed -E 's/:.*## /\t/' | expand -t 12

html: $(VENV)/ready ## build the site
	@$(SPHINX) -b html . $(BUILD)/html || $(AGAIN)
	@echo "The site is at file://$(CURDIR)/$(BUILD)/html/index.html"

dirhtml: $(VENV)/ready ## build the site with addresses that have no .html
	@$(SPHINX) -b dirhtml . $(BUILD)/dirhtml || $(AGAIN)
	@echo "The site is at file://$(CURDIR)/$(BUILD)/dirhtml/index.html"

epub: $(VENV)/ready ## build a book for e-readers
	@$(SPHINX) -b epub . $(BUILD)/epub || $(AGAIN)
	@echo "The book is at $(CURDIR)/$(BUILD)/epub/Conferencenotes.epub"

linkcheck: $(VENV)/ready ## look for links that have died (needs the network)
	@$(BIN)/python -m sphinx -j auto $(SPHINXOPTS) -b linkcheck -d $(BUILD)/doctrees/$@ . $(BUILD)/linkcheck

links: $(VENV)/ready ## look up archived copies of broken links; WRITE=1 writes them into links.toml
	@PYTHONPATH=_ext $(BIN)/python -m confnotes links $(if $(WRITE),--write)

archive: $(VENV)/ready ## ask the web archive to keep the pages that are linked to (WRITE=1 does it)
	@PYTHONPATH=_ext $(BIN)/python -m confnotes archive $(if $(WRITE),--write)

import: $(VENV)/ready ## make pages of a schedule, recordings or old notes: ARGS="schedule FILE --dry-run"
	@PYTHONPATH=_ext $(BIN)/python -m confnotes import $(if $(ARGS),$(ARGS),--help)

new: $(VENV)/ready ## make a page, ready to fill in: ARGS="talk 'Fast tests' --conference testfest-2026"
	@PYTHONPATH=_ext $(BIN)/python -m confnotes new $(if $(ARGS),$(ARGS),--help)

bib: $(VENV)/ready ## take the bibliography of all talks from the built site; WRITE=1 writes talks.bib
	@PYTHONPATH=_ext $(BIN)/python -m confnotes bib $(ARGS) $(if $(WRITE),--write)

live: $(VENV)/ready ## build at every change, and serve at http://127.0.0.1:8000
	@$(BIN)/sphinx-autobuild --watch _ext --ignore '$(CURDIR)/$(BUILD)/*' \
	    --ignore '$(CURDIR)/$(VENV)/*' -n -d $(BUILD)/doctrees/html . $(BUILD)/html

test: $(VENV)/ready ## run the tests
	@$(BIN)/python -m pytest -n auto --dist loadgroup

fuzz: $(VENV)/ready ## edit notebooks at random, compare rebuilds with clean builds (MINUTES=10)
	@PYTHONPATH=_ext:tests $(BIN)/python tests/fuzz.py --minutes $(MINUTES) $(if $(SEED),--seed $(SEED))

bench: $(VENV)/ready ## time builds of 500, 2,000 and all talks: DATA=folder TALKS="500 all" ALSO="jobs search"
	@PYTHONPATH=_ext $(BIN)/python -m bench $(if $(DATA),--data "$(DATA)") \
	    $(if $(TALKS),--talks "$(TALKS)") $(if $(ALSO),--also "$(ALSO)") \
	    $(if $(PYTHON_OF_OTHERS),--python-of-others "$(PYTHON_OF_OTHERS)")

words: $(VENV)/ready ## bring the catalogues of words up to date with the code; NEW=es begins a language
	@$(BIN)/python -m tools.words $(NEW)

lint: $(VENV)/ready ## check style and types
	@$(BIN)/ruff check _ext bench tests tools conf.py
	@$(BIN)/ruff format --check _ext bench tests tools conf.py
	@$(BIN)/mypy

format: $(VENV)/ready ## bring the code into its form
	@$(BIN)/ruff check --fix _ext bench tests tools conf.py
	@$(BIN)/ruff format _ext bench tests tools conf.py

lock: $(VENV)/ready ## choose the newest dependencies that pyproject.toml allows
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --no-header \
	    --extra site --extra dev --python-version 3.11 pyproject.toml -o requirements.txt

clean: ## remove what was built
	@rm -rf $(BUILD) _readthedocs dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/ready: requirements.txt
	@echo "Setting up $(VENV) (once; again when requirements.txt changes) ..."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "$(PYTHON) is too old: Python 3.11 or newer is needed; say which: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@
