#!/usr/bin/env bash
# Nothing committed may name the machine it was made on: its folders, its host, where its packages came from.
. "$(dirname "$0")/lib.sh"

git rev-parse --is-inside-work-tree >/dev/null 2>&1 || { note "Not a git checkout: committed names were not looked at."; exit 0; }
found=0
# refuse WHAT GREP-ARGUMENTS…
refuse() {
	local what=$1
	shift
	if git grep -nI "$@"; then
		note "✗ the lines above name $what"
		found=1
	fi
}
# The letters in brackets keep this file from naming what it looks for.
refuse "a folder or host of a build machine" -E -e '(^|[^a-z0-9_.])/wor[k]/' -e '[.]librar[y](/|\b)' -e '\bfar[m]-[a-z0-9]+' -e '(^|[^a-z0-9_.])/(hom[e]|roo[t])/[.a-z]'
# This checkout and this home, unless they are too short to mean anything.
for path in "$(dirname "$ROOT")" "$HOME"; do
	[ "$(tr -cd / <<<"$path" | wc -c)" -lt 2 ] || refuse "$path" -F -e "$path/"
done
refuse "where a package was fetched" -E -e '"resolved": *"http' -- '*package-lock.json'
if [ -f Cargo.lock ] && grep -E '^source = ' Cargo.lock | grep -vF '"registry+https://github.com/rust-lang/crates.io-index"'; then
	note "✗ Cargo.lock has other sources than crates.io"
	found=1
fi
[ $found -eq 0 ] || exit 1
note "No committed file names a machine."
