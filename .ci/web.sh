#!/usr/bin/env bash
# The web app: its packages when the lock file has changed, its build when its sources have.
#   .ci/web.sh packages      npm ci, if needed
#   .ci/web.sh build         the same, then vite build, if needed
. "$(dirname "$0")/lib.sh"

# No package may fetch a browser of its own: Debian's is used.
export PUPPETEER_SKIP_DOWNLOAD=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
SEEN=web/node_modules/.installed-from

packages() {
	if ! cmp -s web/package-lock.json $SEEN; then
		say "Fetching the packages of the web app (npm ci)"
		npm --prefix web ci --no-audit --no-fund >&2
		cp web/package-lock.json $SEEN
	fi
}

build() {
	local built=web/build/200.html newer
	newer=$([ ! -f $built ] || find web/src web/static web/scripts web/package-lock.json web/*.js web/*.ts web/*.json -newer $built -type f -print -quit)
	if [ ! -f $built ] || [ -n "$newer" ]; then
		say "Building the web app"
		npm --prefix web run build >&2
	fi
}

case ${1:-} in
packages) packages ;;
build)
	packages
	build
	;;
*) die "web.sh knows packages and build." ;;
esac
