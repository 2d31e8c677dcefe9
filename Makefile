# Needs make and python3 (3.11 or newer), nothing else; everything is installed into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python

# A stamp is named after the content of the requirements, so that a changed lock file is installed and nothing else is.
key = $(shell cksum < requirements/$(1).txt | cut -d ' ' -f 1)
RUN := $(VENV)/.run-$(call key,run)
DEMO := $(VENV)/.demo-$(call key,demo)
TEST := $(VENV)/.test-$(call key,test)
BENCH := $(VENV)/.bench-$(call key,bench)

.PHONY: help demo run test lint format bench lock clean
.DEFAULT_GOAL := help

help:
	@echo "make demo    the real bot in a simulated Discord in your browser, no token needed"
	@echo "make run     the bot on Discord; the token comes from DISCORD_TOKEN or .env"
	@echo "make test    the tests          make lint    style, types, and the facts"
	@echo "make format  restore the layout of code and facts"
	@echo "make bench   speed and accuracy make lock    renew the lock files"

demo: $(DEMO)
	@exec $(PY) -m bot demo $(ARGS)

run: $(RUN)
	@exec $(PY) -m bot run $(ARGS)

test: $(TEST)
	$(PY) -m pytest $(ARGS)

lint: $(TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(PY) -m bot facts check

format: $(TEST)
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	$(PY) -m bot facts format

bench: $(BENCH)
	$(PY) -m bench $(ARGS)

COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet
lock: $(TEST)
	$(BIN)/$(COMPILE) $(ARGS) --extra charts --extra demo --extra dev -o requirements/test.txt
	$(BIN)/$(COMPILE) -c requirements/test.txt --extra bench --extra charts --extra demo --extra dev -o requirements/bench.txt
	$(BIN)/$(COMPILE) -c requirements/test.txt --extra charts --extra demo -o requirements/demo.txt
	$(BIN)/$(COMPILE) -c requirements/test.txt --extra charts -o requirements/run.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache knowledge/.cache

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; PYTHON=python3.12 make ... names one.")'
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { \
	  rm -rf $(VENV); $(PYTHON) -m venv --without-pip $(VENV) && $(PYTHON) -m pip --python $(PY) install --quiet pip; } || { \
	  rm -rf $(VENV); echo "This python3 cannot make environments: install its venv module (Debian: apt install python3-venv)."; exit 1; }

$(VENV)/.run-% $(VENV)/.demo-% $(VENV)/.test-% $(VENV)/.bench-%: | $(PY)
	@echo "Installing into $(VENV) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$(firstword $(subst -, ,$(patsubst .%,%,$(notdir $@)))).txt
	@rm -f $(firstword $(subst -, ,$@))-* && touch $@
