#!/usr/bin/env bash
# Compares a whole call of ./styxcache that is a hit with a whole start of Python that imports the standard modules
# which a cache in Python would need. Both are run in turn, and the best of each counts, so that what else the
# machine does hits both alike.
#
#   scripts/measure-startup.sh [ROUNDS]     15 rounds by default
#   PYTHON=/path/to/python3 scripts/measure-startup.sh
#
# The bar is 5: a hit may take five times as long as Python's start. Exits with 1 where it takes longer.
set -euo pipefail

rounds=${1:-15}
python=${PYTHON:-python3}
bar=5
imports='import json, hashlib, subprocess, logging, tempfile, gzip'

fail() {
  printf 'measure-startup: %s\n' "$*" >&2
  exit 2
}

case $rounds in
  '' | *[!0-9]* | 0*) fail "the number of rounds is $rounds; give a number from 1 on" ;;
esac
[ -n "${EPOCHREALTIME:-}" ] || fail "this needs bash 5 or newer, which has a clock in microseconds"
command -v "$python" >/dev/null || fail "there is no $python; name another one in PYTHON"
# A shim that looks for a Python first would be measured with it.
python=$("$python" -c 'import sys; print(sys.executable)') || fail "$python does not work; name another one in PYTHON"
styxcache=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)/styxcache

scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cd -- "$scratch"
# What the user has configured must not bear on the figures.
for variable in ${!STYXCACHE_*}; do unset "$variable"; done
export XDG_CACHE_HOME=$scratch/cache XDG_CONFIG_HOME=$scratch/config
printf 'pear\napple\n' >words.txt

hit() {
  "$styxcache" run -i words.txt -o sorted.txt -- sort -o sorted.txt words.txt
}

start() {
  "$python" -c "$imports"
}

# Sets `took` to the microseconds that a command takes.
measure() {
  local begin=${EPOCHREALTIME/[.,]/} end
  "$@" >out 2>&1 || fail "$* failed: $(cat out)"
  end=${EPOCHREALTIME/[.,]/}
  took=$((end - begin))
}

# The first call builds what is missing and stores the entry; the second shows that it is served.
hit >&2
measure hit
grep -q '^styxcache: hit ' out || fail "the second call is no hit: $(cat out)"
measure start

best_hit=0
best_python=0
for ((round = 0; round < rounds; round++)); do
  measure hit
  if ((best_hit == 0 || took < best_hit)); then best_hit=$took; fi
  measure start
  if ((best_python == 0 || took < best_python)); then best_python=$took; fi
done

# Python's version and the JDK's belong to the figures.
"$python" - "$best_hit" "$best_python" "$bar" "$rounds" "$("$styxcache" --version)" <<'END'
import platform, sys

hit, python, bar, rounds = (int(text) for text in sys.argv[1:5])
ratio = hit / python
print(f"{sys.argv[5]}; Python {platform.python_version()}; best of {rounds}")
print(f"hit:    {hit / 1000:.1f} ms")
print(f"python: {python / 1000:.1f} ms")
print(f"ratio:  {ratio:.2f} (bar: at most {bar})")
print(f"| a hit as a whole process, against a start of Python with six imports (bar: at most {bar}) "
      f"| {ratio:.1f} | `scripts/measure-startup.sh` |")
sys.exit(ratio > bar)
END
