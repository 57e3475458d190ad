# Everything a person does here begins with `make`. The work is done by the scripts in .ci.
SHELL := /bin/bash
export PATH := $(PATH):$(HOME)/.cargo/bin
TARGET := $(or $(CARGO_TARGET_DIR),target)

.DEFAULT_GOAL := help
.PHONY: help run test bench screens openapi lint clean

help: ## This list
	@echo "Cổng: a ward's official portal and its newsroom"
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|'
	@echo
	@echo "  make run PORT=8081 DATA=/tmp/demo   serves elsewhere, from another folder"

run: ## Build what is missing and serve a portal with demo content on http://127.0.0.1:8080
	@PORT="$(PORT)" LISTEN="$(LISTEN)" DATA="$(DATA)" .ci/demo.sh

test: ## Every check and test, on SQLite and PostgreSQL, in the browser too
	@.ci/test.sh

bench: ## Measure against the promises, as a table (release build; DATABASE=postgres, ARGS="--help")
	@DATABASE="$(DATABASE)" .ci/bench.sh $(ARGS)

screens: ## Photograph portal and desk at 360 and 1440 px into docs/screens
	@.ci/install.sh build browser
	@.ci/web.sh build
	cargo build --workspace --bin cong
	.ci/with-demo.sh npm --prefix web run screens

openapi: ## Write openapi/openapi.json and the web client anew
	@.ci/install.sh build
	@.ci/web.sh packages
	cargo build --workspace --bin cong
	$(TARGET)/debug/cong openapi > $(TARGET)/openapi.json && mv $(TARGET)/openapi.json openapi/openapi.json
	npm --prefix web run generate

lint: ## Formatting, clippy, types of the web app, committed names
	@.ci/names.sh
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	@.ci/web.sh packages
	npm --prefix web run check

clean: ## Remove what was built (never data/)
	rm -rf target web/build web/.svelte-kit web/node_modules
