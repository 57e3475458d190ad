#!/usr/bin/env bash
# `make run`: from a fresh checkout to a portal with demo content that serves. Every step is skipped when it is done.
. "$(dirname "$0")/lib.sh"

LISTEN=${LISTEN:-127.0.0.1:${PORT:-8080}}
DATA=${DATA:-data}
case $LISTEN in 0.0.0.0:* | \[::\]:*) REACHED=127.0.0.1:${LISTEN##*:} ;; *) REACHED=$LISTEN ;; esac

.ci/install.sh build

# Better now than after ten minutes of building.
node -e '
	const [, host, port] = process.argv[1].match(/^\[?(.+?)\]?:(\d+)$/) ?? [];
	if (!port) { console.error(`${process.argv[1]} is not HOST:PORT`); process.exit(2); }
	require("node:net").createServer().once("error", (e) => { console.error(e.message); process.exit(1); }).listen(Number(port), host, function () { this.close(); });
' "$LISTEN" || die "Cannot listen on $LISTEN." "Another program may be using it. Choose another port: make run PORT=8081"

.ci/web.sh build
release=$TARGET/release/cong
[ -x "$release" ] || say "Building cong (the first time takes some ten minutes on two cores)"
# The web app is embedded: a binary older than it is out of date, though no Rust file changed.
[ "$release" -nt web/build/200.html ] || touch api/src/features/published/assets.rs
cargo build --release --workspace --bin cong

say "Demo content in $DATA/ (filled once, then left alone)"
RUST_LOG=${RUST_LOG:-warn} "$release" demo --data "$DATA"
cat <<END

  Cổng / portal            http://$REACHED/
  Bàn làm việc / desk      http://$REACHED/ban-lam-viec
  API                      http://$REACHED/api/v1/publications
  Tài liệu API / reference http://$REACHED/docs/

  Các tài khoản trên được giữ trong $DATA/demo-accounts.txt. Dừng: Ctrl+C
  The accounts above are kept in $DATA/demo-accounts.txt. Stop with Ctrl+C.

END
exec "$release" serve --data "$DATA" --listen "$LISTEN" ${PUBLIC_URL:+--public-url "$PUBLIC_URL"}
