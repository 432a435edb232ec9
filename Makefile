# make run and make test are all one needs. Both set everything up first, which costs nothing when nothing changed.
.DEFAULT_GOAL := help
.PHONY: help setup run test lint check fix lock validate calibrate bench clean

EXAMPLE := examples/bicycles
UNTIL := 2014-06-15

help: ## list the targets
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

setup: ## make .venv with everything in it
	@scripts/setup

run: setup ## pull half a year of the bicycle maker's orders through its network
	@rm -rf $(EXAMPLE)/.tugline
	@.venv/bin/tugline run $(EXAMPLE) --until $(UNTIL)

test: setup ## run all tests
	@scripts/test

lint: setup ## check format, style, types and layers
	@scripts/lint

check: setup ## lint and test: what has to be true of every commit
	@scripts/check

fix: setup ## mend format and style where a tool can
	@scripts/fix

lock: ## write requirements.lock again from pyproject.toml
	@scripts/lock

validate: setup ## set theory against the engine, and write docs/validation.md
	@.venv/bin/python -m validation docs/validation.md

calibrate: setup ## judge promises in worlds that are drawn, and write docs/calibration.md; RECORDS = its options
	@.venv/bin/python -m validation.calibration docs/calibration.md $(RECORDS)

bench: setup ## measure load, journal, replay and ticks
	@for bench in benchmarks/bench_*.py; do .venv/bin/python "$$bench" || exit 1; done

clean: ## remove the virtual environment, caches and the example's journal
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis $(EXAMPLE)/.tugline
