#!/usr/bin/env bash
# Runs a command beside a demo portal of its own (debug binary, temporary data), gone afterwards:
#   .ci/with-demo.sh COMMAND…                       on SQLite
#   .ci/with-postgres.sh .ci/with-demo.sh COMMAND…  on PostgreSQL
# The command finds the portal in BASE_URL and its accounts in the file ACCOUNTS.
. "$(dirname "$0")/lib.sh"

[ -x "$BINARY" ] || die "There is no $BINARY." "Build it: cargo build --workspace --bin cong"
data=$(mktemp -d "${TMPDIR:-/tmp}/cong-demo.XXXXXX")
server=
cleanup() {
	[ -z "$server" ] || stop "$server"
	rm -rf "$data"
}
trap cleanup EXIT
trap 'exit 130' INT TERM
where=(--data "$data")
[ -z "${DATABASE_URL:-}" ] || where+=(--database-url "$DATABASE_URL")
log=$data/serve.log
RUST_LOG=warn "$BINARY" demo "${where[@]}" >/dev/null || die "The demo content could not be made."
port=$(free_port)
RUST_LOG=${RUST_LOG:-info} CONG_ACCESS_LOG=false "$BINARY" serve "${where[@]}" --listen "127.0.0.1:$port" >"$log" 2>&1 &
server=$!
export BASE_URL=http://127.0.0.1:$port ACCOUNTS=$data/demo-accounts.txt
until_ready "$BASE_URL" "$server" "$log"
status=0
"$@" || status=$?
if [ $status -ne 0 ]; then
	note "The last lines of the server's log:"
	tail -n 40 "$log" >&2
fi
exit $status
