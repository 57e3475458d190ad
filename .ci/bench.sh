#!/usr/bin/env bash
# `make bench`: the promises of the speed table beside what this machine measures. Options go to the benchmark.
. "$(dirname "$0")/lib.sh"

bench=(cargo run --release --workspace --bin bench --)
.ci/install.sh build
.ci/web.sh build
cargo build --release --workspace --bin bench
case ${DATABASE:-sqlite} in
sqlite)
	# Not the temporary folder: that may lie in memory, where nothing is ever waited for.
	mkdir -p "$TARGET"
	folder=$(mktemp -d "$TARGET/bench.XXXXXX")
	trap 'rm -rf "$folder"' EXIT
	trap 'exit 130' INT TERM
	"${bench[@]}" --folder "$folder" "$@"
	;;
postgres)
	.ci/install.sh postgres
	# shellcheck disable=SC2016
	FSYNC=on TMPDIR=/var/tmp .ci/with-postgres.sh bash -c 'exec "$@" --database-url "$DATABASE_URL"' bench "${bench[@]}" "$@"
	;;
*) die "DATABASE is sqlite or postgres, not $DATABASE." ;;
esac
