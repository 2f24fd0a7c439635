# Every target is one script or one cargo call: `make help` lists them.
# Variables: PORT (run), TEST (test: a filter for test names), CARGO_TARGET_DIR.
.DEFAULT_GOAL := help
SHELL := /bin/bash

.PHONY: admin help run test check fmt lint unit bench soak openapi schemas screenshots image clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

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

admin: ## Build the admin app, which the next build of the server embeds
	@scripts/admin-build.sh

screenshots: ## Take pictures of every page of the admin app, into admin/screenshots
	@scripts/screenshots.sh

bench: ## Run the benchmarks of the read pipeline
	@cargo bench --locked

soak: ## Run every suite with its long variants: hours, not minutes
	@QUINTET_SOAK=1 scripts/test.sh $(TEST)

openapi: ## Write openapi/openapi.json from the example newsroom, and the admin app's types from it
	@mkdir -p openapi
	@cargo run --locked --quiet -- openapi --project config > openapi/openapi.json.new
	@mv openapi/openapi.json.new openapi/openapi.json
	@if command -v npm >/dev/null; then cd admin && npm run --silent apigen; else echo "without Node: admin/src/api/schema.ts stays as it is"; fi

schemas: ## Write config/schemas/*.json, with which editors complete model files
	@cargo run --locked --quiet -- schema json --out config/schemas

image: ## Build the container image quintet:latest with docker or podman
	@$$(command -v docker || command -v podman || echo docker) build --tag quintet:latest .

clean: ## Remove what was built; the data in config/data stays
	@cargo clean
