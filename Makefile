# Every target is one script or one cargo call: `make help` lists them.
# Variables: PORT (run), TEST (test: a filter for test names), CARGO_TARGET_DIR.
.DEFAULT_GOAL := help
SHELL := /bin/bash

.PHONY: help run test check fmt lint unit bench soak openapi schemas image clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Build and start the example newsroom on SQLite (PORT=8080)
	@scripts/run.sh

test: ## Run every suite, on SQLite, PostgreSQL, MariaDB and Redis (TEST=name for some)
	@scripts/test.sh $(TEST)

check: ## The fast part of the tests: format, lints, unit tests
	@cargo fmt --all --check
	@$(MAKE) --no-print-directory lint unit

fmt: ## Format the code
	@cargo fmt --all

lint: ## Run clippy; a warning is an error
	@cargo clippy --all-targets --locked --quiet -- --deny warnings

unit: ## Run the unit tests and the architecture test
	@cargo test --locked --quiet --lib
	@cargo test --locked --quiet --test it architecture::

bench: ## Run the benchmarks of the read pipeline
	@cargo bench --locked

soak: ## Run every suite with its long variants: hours, not minutes
	@QUINTET_SOAK=1 scripts/test.sh $(TEST)

openapi: ## Write openapi/openapi.json from the example newsroom
	@mkdir -p openapi
	@cargo run --locked --quiet -- openapi --project config > openapi/openapi.json.new
	@mv openapi/openapi.json.new openapi/openapi.json

schemas: ## Write config/schemas/*.json, with which editors complete model files
	@cargo run --locked --quiet -- schema json --out config/schemas

image: ## Build the container image quintet:latest with docker or podman
	@$$(command -v docker || command -v podman || echo docker) build --tag quintet:latest .

clean: ## Remove what was built; the data in config/data stays
	@cargo clean
