# Everything a person does with a checkout. Plain Python and make; all that is installed goes into .venv.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
JOBS ?= auto
SECONDS ?= 60
FUZZ ?= feed chunks sanitiser blocks dates

.PHONY: run demo setup test check bench fuzz screenshots keys lock clean

run: setup          ## open the reader
	@$(BIN)/wirecopy

demo: setup         ## open the reader on the bundled sample wire, offline
	@$(BIN)/wirecopy demo

setup: $(STAMP)     ## make .venv from requirements.lock

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Wirecopy needs Python 3.11 or later: make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up .venv (once; about a minute)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q index tui
	@touch $@

test: setup         ## lint, types, import contracts and all tests
	@$(MAKE) --no-print-directory check
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy -p index -p tui
	$(BIN)/lint-imports

bench: setup        ## print figures and ratios (takes minutes)
	@for bench in tests/bench/*.py; do case $$bench in */_*) ;; *) echo "== $$bench"; $(BIN)/python $$bench || exit 1;; esac; done

fuzz: setup         ## fuzz what reads foreign bytes (SECONDS a target; needs atheris: .venv/bin/pip install atheris)
	@for target in $(FUZZ); do echo "== $$target"; $(BIN)/python tests/fuzz/run.py $$target -max_total_time=$(SECONDS) -timeout=30 -verbosity=0 || exit 1; done

screenshots: setup  ## draw docs/screenshots anew from the demo
	@$(BIN)/python docs/screenshots/make.py

keys: setup         ## write docs/keys.md anew from the keys as they are bound
	@$(BIN)/python docs/make_keys.py

lock:               ## resolve requirements.lock anew (needs uv)
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra dev --no-emit-index-url --no-header pyproject.toml -o requirements.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
