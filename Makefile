# Annai. `make help` lists what can be made; everything installs what it needs into .venv by itself.
PYTHON ?= python3
BIN := .venv/bin
TEXT ?=
BENCH ?= ../shared/bench

.DEFAULT_GOAL := help
.PHONY: help demo check test lint bench screenshots fix lock clean

help: ## この一覧 / this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

demo: .venv/run-ready ## まず試す（トークンも鍵も要りません） / try it, no token, no key
	@$(BIN)/annai playground

check: .venv/run-ready ## 一文を調べる / check a text: make check TEXT="…"
	@$(BIN)/annai check -- "$(TEXT)"

test: .venv/dev-ready lint ## 検査とテストのすべて / lint, types, import contracts, the whole suite
	@sh tests/browser/get_chromium.sh
	$(BIN)/python -m pytest -n auto

lint: .venv/dev-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev-ready ## 判定の成績・速さ・メモリ / score, speed and memory of the check and the bot
	@if [ -f $(BENCH)/input_check_dev.jsonl ]; then \
	  $(BIN)/python -m tests.bench.input_check $(BENCH)/input_check_dev.jsonl $(BENCH)/company.yaml; \
	else echo "$(BENCH)/input_check_dev.jsonl: ありません。BENCH=フォルダ で場所を指定してください。"; fi
	@$(BIN)/python -m tests.bench.presidio_environment
	@$(BIN)/python -m tests.bench.speed $(BENCH)
	@$(BIN)/python -m tests.bench.round_trip
	@$(BIN)/python -m tests.bench.start_up
	@$(BIN)/python -m tests.bench.golden_examples
	@if [ -f $(BENCH)/template_search_dev.jsonl ]; then \
	  $(BIN)/python -m tests.bench.template_search $(BENCH)/template_search_dev.jsonl tests/corpus/template_queries.jsonl tests/corpus/template_queries_held_out.jsonl; \
	else $(BIN)/python -m tests.bench.template_search tests/corpus/template_queries.jsonl tests/corpus/template_queries_held_out.jsonl; fi
	@$(BIN)/python -m tests.bench.repeated_questions
	@$(BIN)/python -m tests.bench.free_questions
	@$(BIN)/python -m tests.bench.reports
	@$(BIN)/python -m pytest tests/scheduler/test_outbox_kills.py tests/scheduler/test_questions_and_kills.py --kills 200
	@$(BIN)/python -m pytest tests/scheduler/test_simulated_year.py --months 12 --durations 2

screenshots: .venv/dev-ready ## README の画面を撮り直す / take the README's pictures anew
	$(BIN)/python -m tests.browser.screenshots docs/images

fix: .venv/dev-ready ## 書式を直す / format and mend what a machine can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## 依存を固定し直す / pin the dependencies anew
	$(PYTHON) -m venv --clear .venv/lock
	.venv/lock/bin/pip install --quiet .
	.venv/lock/bin/pip freeze --exclude annai > requirements.txt
	.venv/lock/bin/pip install --quiet '.[dev]'
	.venv/lock/bin/pip freeze --exclude annai > requirements-dev.txt
	rm -rf .venv/lock build

clean: ## 仮想環境を消す / remove the virtual environment
	rm -rf .venv

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 以上が必要です。 PYTHON=python3.11 make … のように指定できます。 / Python 3.11 or newer is needed."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run-ready: requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

.venv/dev-ready: requirements-dev.txt .venv/run-ready
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
