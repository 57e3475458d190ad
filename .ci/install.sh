#!/usr/bin/env bash
# Installs what is missing on Debian: .ci/install.sh build|postgres|browser|mail…
#
#   build     a C compiler and its headers (SQLite, AWS-LC and mimalloc are compiled from the sources in their crates;
#             neither cmake nor pkg-config nor OpenSSL is needed), make
#   postgres  PostgreSQL's server programs, for tests that start a server of their own
#   browser   Chromium and a font with Vietnamese letters, for tests and screens
#   mail      aiosmtpd, the SMTP server that stories about e-mail talk to, and bagit, which looks through archive bags, in a Python
#             environment of their own beside the build
#
# Rust and Node.js are the two things a machine must have already; they are checked, not installed.
. "$(dirname "$0")/lib.sh"

RUST_MIN=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
NODE_MIN=20.19

# at_least WANTED FOUND
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

check_rust() {
	have cargo || die "Rust is missing (cargo was not found)." "Install it from https://rustup.rs, open a new terminal, and try again."
	local found
	found=$(rustc --version | cut -d' ' -f2)
	at_least "$RUST_MIN" "$found" || die "Rust $found is too old: $RUST_MIN or newer is needed." "With rustup: rustup update stable"
}

check_node() {
	{ have node && have npm; } || die "Node.js is missing (node and npm were not found)." "Install Node.js $NODE_MIN or newer from https://nodejs.org, and try again."
	local found
	found=$(node --version | tr -d v)
	at_least "$NODE_MIN" "$found" || die "Node.js $found is too old: $NODE_MIN or newer is needed."
}

compiles() { printf '#include <stdlib.h>\nint main(void) { return EXIT_SUCCESS; }\n' | cc -x c - -o /dev/null 2>/dev/null; }
has_postgres() { have initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
has_chromium() { [ -x "${CHROMIUM:-/usr/bin/chromium}" ]; }
SINK=$TARGET/mail-sink
has_sink() { [ -x "$SINK/bin/python" ] && "$SINK/bin/python" -c 'import aiosmtpd, bagit' 2>/dev/null; }
has_venv() { have python3 && python3 -c 'import ensurepip, venv' 2>/dev/null; }
# After Debian's packages, for it needs one of them.
finish() {
	[[ " $* " == *" mail "* ]] && ! has_sink || exit 0
	say "Installing aiosmtpd and bagit into $SINK"
	{ python3 -m venv "$SINK" && "$SINK/bin/python" -m pip install --quiet --disable-pip-version-check 'aiosmtpd==1.4.6' 'bagit==1.9.0' >&2 && has_sink; } ||
		die "aiosmtpd and bagit could not be installed; e-mail and archive bags are tested against them." "By hand: python3 -m venv $SINK && $SINK/bin/pip install aiosmtpd==1.4.6 bagit==1.9.0"
	exit 0
}
has_font() { compgen -G '/usr/share/fonts/truetype/noto/NotoSans-Regular.*' >/dev/null; }

packages=()
for part in "$@"; do
	case $part in
	build)
		check_rust
		check_node
		compiles || packages+=(gcc libc6-dev)
		have make || packages+=(make)
		;;
	postgres) has_postgres || packages+=(postgresql) ;;
	browser)
		has_chromium || packages+=(chromium)
		has_font || packages+=(fonts-noto-core)
		;;
	mail) has_sink || has_venv || packages+=(python3 python3-venv) ;;
	*) die "install.sh knows build, postgres, browser and mail, not $part." ;;
	esac
done
[ ${#packages[@]} -gt 0 ] || finish "$@"

by_hand="apt-get install --no-install-recommends ${packages[*]}"
have apt-get || die "Missing here: ${packages[*]} (Debian's names)." "There is no apt-get on this machine; install them its own way, then try again."
as_root=()
if [ "$(id -u)" -ne 0 ]; then
	have sudo || die "Missing here: ${packages[*]}. They need an administrator once:" "$by_hand"
	as_root=(sudo)
	[ -z "${CI:-}" ] || as_root+=(-n)
fi
say "Installing Debian packages: ${packages[*]}"
[ ${#as_root[@]} -eq 0 ] || note "sudo may ask for your password."
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=120 "$@" >&2; }
# Debian would create and start a server of its own; the tests start theirs.
if [[ " ${packages[*]} " == *" postgresql "* ]]; then
	{ apt update && apt install -y --no-install-recommends postgresql-common; } || die "Installing failed. By hand:" "$by_hand"
	conf=/etc/postgresql-common/createcluster.conf
	[ ! -f $conf ] || "${as_root[@]}" sed -i 's/^#\? *create_main_cluster *=.*/create_main_cluster = false/' $conf
fi
{ apt update && apt install -y --no-install-recommends "${packages[@]}"; } || die "Installing failed. By hand:" "$by_hand"
finish "$@"
