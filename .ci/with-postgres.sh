#!/usr/bin/env bash
# Runs a command beside a PostgreSQL server of its own, gone afterwards: .ci/with-postgres.sh COMMAND…
# The command finds the server in DATABASE_URL. Nothing outside a temporary folder is touched.
. "$(dirname "$0")/lib.sh"

bin=$(dirname "$(readlink -f "$(command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)")")
[ -x "$bin/postgres" ] || die "PostgreSQL's server programs were not found." "On Debian: .ci/install.sh postgres"
folder=$(mktemp -d "${TMPDIR:-/tmp}/cong-postgres.XXXXXX")
# PostgreSQL refuses to run as root.
as=()
if [ "$(id -u)" -eq 0 ]; then
	owner=$(id -un postgres 2>/dev/null || echo nobody)
	chown "$owner" "$folder"
	as=(setpriv --reuid "$owner" --regid "$(id -g "$owner")" --clear-groups env HOME="$folder")
fi
cleanup() {
	"${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -s stop 2>/dev/null || true
	rm -rf "$folder"
}
trap cleanup EXIT
trap 'exit 130' INT TERM
port=$(free_port)
log=$folder/log
(
	cd "$folder"
	# Not C: what must sort by bytes has to say so itself.
	"${as[@]}" "$bin/initdb" -D data -U cong --auth=trust --encoding=UTF8 --locale-provider=icu --icu-locale=en-US --locale=C.UTF-8 --no-sync >"$log" 2>&1 ||
		"${as[@]}" "$bin/initdb" -D data -U cong --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$log" 2>&1
	# Durability is not what tests measure; the benchmark asks for it with FSYNC=on.
	"${as[@]}" "$bin/pg_ctl" -D data -l "$folder/server.log" -w -s -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=${FSYNC:-off} -c max_connections=200" start
) || { cat "$folder"/*log >&2; die "PostgreSQL did not start."; }
export DATABASE_URL=postgres://cong@127.0.0.1:$port/postgres
"$@"
