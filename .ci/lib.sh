# Shared by the scripts of this folder (sourced, not run).
# shellcheck shell=bash

set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"
# rustup writes to a profile that a non-login shell does not read.
export PATH="$PATH:$HOME/.cargo/bin"
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
# The debug binary that browser and topology tests start. (Not named CONG_…: those variables configure the program.)
BINARY=${BINARY:-$TARGET/debug/cong}
export BINARY

say() { printf '\n\033[1m▸ %s\033[0m\n' "$*" >&2; }
note() { printf '  %s\n' "$*" >&2; }
die() {
	printf '\n\033[1;31m✗ %s\033[0m\n' "$1" >&2
	shift
	for line in "$@"; do printf '  %s\n' "$line" >&2; done
	exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# A port of 127.0.0.1 that nobody listens on now.
free_port() {
	node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}

# until_ready URL PID LOG: waits until the portal can serve; shows its log when it will not.
until_ready() {
	local url=$1 pid=$2 log=$3
	for _ in $(seq 1 150); do
		kill -0 "$pid" 2>/dev/null || { cat "$log" >&2; die "cong ended before it was ready."; }
		node -e 'fetch(process.argv[1] + "/readyz").then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))' "$url" && return
		sleep 0.2
	done
	cat "$log" >&2
	die "cong was not ready within half a minute."
}

# stop PID…: asks processes that this shell started to end, and waits for them.
stop() {
	local pid
	for pid in "$@"; do kill "$pid" 2>/dev/null || true; done
	for pid in "$@"; do wait "$pid" 2>/dev/null || true; done
}
