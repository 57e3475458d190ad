#!/usr/bin/env bash
# The arrangement of docker-compose.yml by hand: PostgreSQL, two `serve --no-worker` nodes and two workers over one data
# folder, then .ci/topology.test.mjs against them. Debug binary, temporary data, some ten seconds beside the demo content.
#   .ci/topology.sh COMMAND…   runs a further command against node A (BASE_URL, ACCOUNTS): the browser tests
. "$(dirname "$0")/lib.sh"

if [ -z "${DATABASE_URL:-}" ]; then exec .ci/with-postgres.sh "$0" "$@"; fi
[ -x "$BINARY" ] || die "There is no $BINARY." "Build it: cargo build --workspace --bin cong"
data=$(mktemp -d "${TMPDIR:-/tmp}/cong-topology.XXXXXX")
processes=()
cleanup() {
	stop "${processes[@]}"
	rm -rf "$data"
}
trap cleanup EXIT
trap 'exit 130' INT TERM
where=(--data "$data" --database-url "$DATABASE_URL")
export CONG_ACCESS_LOG=false
RUST_LOG=warn "$BINARY" demo "${where[@]}" >/dev/null || die "The demo content could not be made."
for node in a b; do
	port=$(free_port)
	"$BINARY" serve --no-worker "${where[@]}" --listen "127.0.0.1:$port" >"$data/$node.log" 2>&1 &
	processes+=($!)
	until_ready "http://127.0.0.1:$port" $! "$data/$node.log"
	export "NODE_${node^^}=http://127.0.0.1:$port"
done
for worker in 1 2; do
	"$BINARY" worker "${where[@]}" >"$data/worker-$worker.log" 2>&1 &
	processes+=($!)
done
export ACCOUNTS=$data/demo-accounts.txt
status=0
node --test .ci/topology.test.mjs || status=$?
if [ $status -eq 0 ] && [ $# -gt 0 ]; then BASE_URL=$NODE_A "$@" || status=$?; fi
if [ $status -ne 0 ]; then tail -n 20 "$data"/*.log >&2; fi
exit $status
