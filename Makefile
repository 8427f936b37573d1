# Needs Python >= 3.11 and make, nothing else. Another Python: make setup PYTHON=/path/to/python3.13
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
STAMP := .venv/.setup-done

.PHONY: help setup demo test check look clean

help:
	@echo "make setup   make .venv and install everything into it"
	@echo "make demo    set up, then answer the e-mail cadence question"
	@echo "make test    set up, then lint, check types and run every test"
	@echo "make look    draw reports, decks and agreements in a browser and an office program (chromium, soffice, pdftoppm)"
	@echo "make clean   remove .venv and all caches (results/ stays)"

setup: $(STAMP)

# The stamp is written last: an interrupted set-up starts again, a finished one costs nothing.
$(STAMP): pyproject.toml
	@if [ -z "$(PYTHON)" ]; then echo "nurture-sim needs Python 3.11 or newer: make $(MAKECMDGOALS) PYTHON=/path/to/python3" >&2; exit 1; fi
	@echo "Setting up .venv (the first time this downloads about 200 MB and takes a few minutes)"
	@if command -v uv >/dev/null 2>&1; then \
		{ [ -x $(BIN)/python ] || uv venv --quiet --python "$(PYTHON)" .venv; } && \
		uv pip install --quiet --python $(BIN)/python -e '.[dev]'; \
	else \
		{ $(BIN)/python -m pip --version >/dev/null 2>&1 || "$(PYTHON)" -m venv --clear .venv; } && \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'; \
	fi
	@touch $(STAMP)

demo: setup
	@$(BIN)/nurture demo
	@echo "Next: . $(BIN)/activate (then \`nurture\` is on your path), nurture init my_firm"

test: setup
	$(BIN)/ruff check .
	$(BIN)/mypy sim
	$(BIN)/python -m pytest -n 2 -q

check: test

look: setup
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check playwright
	$(BIN)/python -m pytest -q -m look

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
