#!/usr/bin/env bash
# Pastes every shell example of the README into a shell, one after the other, in an empty clone, as a new user would.
# The test command is left to the caller, who has run it already. A block that begins with ```sh is run; one that must not be run says ```text or ```toml.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work" 2>/dev/null || true; rm -rf "$work"' EXIT

git clone -q "$top" "$work/clone"
awk '/^```sh$/ {code = 1; print "\n# README.md:" NR + 1; next} /^```$/ {code = 0; next} code && !/^mvn /' "$top/README.md" >"$work/examples.sh"
grep -q '[^[:space:]]' "$work/examples.sh" || { echo "README.md has no examples" >&2; exit 1; }

cd "$work/clone"
# The examples must not depend on, or change, what the user of this machine has.
mkdir "$work/home"
HOME="$work/home" XDG_CACHE_HOME="$work/home/.cache" XDG_CONFIG_HOME="$work/home/.config" \
  README_CHECK=1 bash -euxo pipefail "$work/examples.sh"
echo "the README's examples work"
