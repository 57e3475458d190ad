#!/usr/bin/env bash
# `make test`: everything, cheap and likely failures first, nothing in release mode. The runners' own summaries stay visible.
. "$(dirname "$0")/lib.sh"

.ci/install.sh build postgres browser mail s3 scanner

# Whatever a test leaves behind is left in here.
scratch=$(mktemp -d "${TMPDIR:-/tmp}/cong-test.XXXXXX")
chmod 755 "$scratch" # PostgreSQL runs as another user when we are root
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
export TMPDIR=$scratch PUPPETEER_SKIP_DOWNLOAD=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

begun=$SECONDS
skipped=()
step() {
	local what=$1 start=$SECONDS
	shift
	say "$what"
	"$@" || die "Failed: $what"
	note "$((SECONDS - start)) s"
}

step "Committed files name no machine" .ci/names.sh

if cargo fmt --version >/dev/null 2>&1; then
	step "Rust is formatted" cargo fmt --all --check
else
	skipped+=("cargo fmt (rustup component add rustfmt)")
fi

step "Packages of the web app" .ci/web.sh packages
step "The web client fits openapi/openapi.json" npm --prefix web run check:client
step "Types and components of the web app" npm --prefix web run check
step "Unit tests of the web app" npm --prefix web test
# Before Rust: pages are drawn into the app's own page.
step "The web app builds" npm --prefix web run build
step "What a first visit costs" npm --prefix web run check:budget

# Clippy as the compiler of our own crates: the same lints as `cargo clippy --all-targets -- -D warnings`, in the very
# pass that builds the tests, instead of checking every dependency a second time (some four minutes on two cores).
lints=()
if have clippy-driver; then
	lints=(env RUSTC_WORKSPACE_WRAPPER=clippy-driver CLIPPY_ARGS=-Dwarnings__CLIPPY_HACKERY__)
else
	skipped+=("clippy (rustup component add clippy)")
fi
compiled() { "${lints[@]}" cargo "$@"; }
step "Rust compiles without a warning (clippy)" compiled test --workspace --no-run
step "The debug binary" compiled build --workspace --bin cong

# fresh COMMAND FILE
fresh() { diff -u "$2" <("$1" openapi) | head -n 40 || { note "$2 is not what the program says: run make openapi and commit the result."; return 1; }; }
step "openapi/openapi.json is fresh" fresh "$BINARY" openapi/openapi.json

step "Rust: unit tests, rules of the house, stories on SQLite and PostgreSQL" compiled test --workspace --no-fail-fast
step "In the browser, on SQLite" .ci/with-demo.sh npm --prefix web run e2e
# How pages look and are walked by keyboard does not depend on the database: once is enough.
step "Two nodes and two workers over one PostgreSQL; in the browser there" .ci/topology.sh npm --prefix web run e2e:flows

if docker compose version >/dev/null 2>&1; then
	step "docker-compose.yml can be read" docker compose --env-file .env.example config -q
elif have docker-compose; then
	step "docker-compose.yml can be read" docker-compose --env-file .env.example config -q
else
	skipped+=("docker compose config (docker compose is not installed)")
fi

say "All of it in $((SECONDS - begun)) s"
for one in "${skipped[@]}"; do note "Not run: $one"; done
