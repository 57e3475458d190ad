#!/usr/bin/env bash
# Installs what is missing on Debian: .ci/install.sh build|postgres|browser|mail|s3|scanner…
#
#   build     a C compiler and its headers (SQLite, AWS-LC and mimalloc are compiled from the sources in their crates;
#             neither cmake nor pkg-config nor OpenSSL is needed), make
#   postgres  PostgreSQL's server programs, for tests that start a server of their own
#   browser   Chromium and a font with Vietnamese letters, for tests and screens
#   mail      aiosmtpd, the SMTP server that stories about e-mail talk to, and bagit, which looks through archive bags, in a Python
#             environment of their own beside the build
#   s3        moto, the S3 server that stories about files in a bucket talk to, in another
#   scanner   ClamAV's daemon without its signatures: stories give it one of their own. Debian's services are not started: they
#             would fetch the database
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
has_scanner() { [ -x /usr/sbin/clamd ]; }
SINK=$TARGET/mail-sink
S3=$TARGET/s3-server
has_sink() { [ -x "$SINK/bin/python" ] && "$SINK/bin/python" -c 'import aiosmtpd, bagit' 2>/dev/null; }
has_s3() { [ -x "$S3/bin/python" ] && "$S3/bin/python" -c 'import boto3, flask_cors, moto.server' 2>/dev/null; }
has_venv() { have python3 && python3 -c 'import ensurepip, venv' 2>/dev/null; }
# environment FOLDER PACKAGE…: Python packages in an environment of their own.
environment() {
	local folder=$1
	shift
	say "Installing $* into $folder"
	{ python3 -m venv "$folder" && "$folder/bin/pip" install --quiet --disable-pip-version-check "$@" >&2; } ||
		die "It could not be installed; stories are told against it." "By hand: python3 -m venv $folder && $folder/bin/pip install $*"
}
# After Debian's packages, for these need one of them.
finish() {
	[[ " $* " != *" mail "* ]] || has_sink || environment "$SINK" 'aiosmtpd==1.4.6' 'bagit==1.9.0'
	# Not moto's extra `server`: it brings 200 MB for services other than S3.
	[[ " $* " != *" s3 "* ]] || has_s3 || environment "$S3" 'moto[s3]==5.2.5' 'flask>=3,<4' 'flask-cors>=5,<7'
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
	s3) has_s3 || has_venv || packages+=(python3 python3-venv) ;;
	scanner) has_scanner || packages+=(clamav-daemon) ;;
	*) die "install.sh knows build, postgres, browser, mail, s3 and scanner, not $part." ;;
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
# Nor ClamAV's daemons: freshclam would fetch the whole database. A machine's own policy is left as it is.
policy=/usr/sbin/policy-rc.d
if [[ " ${packages[*]} " == *" clamav-daemon "* ]] && [ ! -e $policy ]; then
	printf '#!/bin/sh\ncase $1 in clamav-*) exit 101 ;; esac\nexit 0\n' | "${as_root[@]}" tee $policy >/dev/null
	"${as_root[@]}" chmod 755 $policy
	trap '"${as_root[@]}" rm -f $policy' EXIT
fi
{ apt update && apt install -y --no-install-recommends "${packages[@]}"; } || die "Installing failed. By hand:" "$by_hand"
# Nor at the next start of the machine: who wants a scanner of their own enables it.
if [[ " ${packages[*]} " == *" clamav-daemon "* ]] && have systemctl; then
	"${as_root[@]}" systemctl --quiet disable clamav-daemon.service clamav-daemon.socket clamav-freshclam.service 2>/dev/null || true
fi
finish "$@"
