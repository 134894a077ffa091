#!/usr/bin/env bash
# Compares whole calls of ./styxcache tool that are hits with calls of ./styxcache run that are hits, in turn, the best of each; and
# all of NiWrap's recorded calls, planned in one process, with single starts.
#
#   scripts/measure-tools.sh [ROUNDS]     15 rounds by default
#
# NiWrap's descriptors.tar.gz and calls.jsonl.gz are looked for in NIWRAP, or in ../shared/niwrap beside the project. The bars: a hit of
# tool may take 1.2 times as long as one of run, and all plans as long as 100 starts. Exits with 1 where one is missed.
set -euo pipefail

rounds=${1:-15}
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
niwrap=${NIWRAP:-$here/../shared/niwrap}
styxcache=$here/styxcache

fail() {
  printf 'measure-tools: %s\n' "$*" >&2
  exit 2
}

case $rounds in
  '' | *[!0-9]* | 0*) fail "the number of rounds is $rounds; give a number from 1 on" ;;
esac
[ -n "${EPOCHREALTIME:-}" ] || fail "this needs bash 5 or newer, which has a clock in microseconds"
[ -r "$niwrap/descriptors.tar.gz" ] && [ -r "$niwrap/calls.jsonl.gz" ] ||
  fail "there is no data in $niwrap; name its folder in NIWRAP"
niwrap=$(cd -- "$niwrap" && pwd -P)

scratch=$(mktemp -d)
trap 'chmod -R u+w -- "$scratch"; rm -rf -- "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cd -- "$scratch"
# What the user has configured must not bear on the figures.
for variable in ${!STYXCACHE_*}; do unset "$variable"; done
export XDG_CACHE_HOME=$scratch/cache XDG_CONFIG_HOME=$scratch/config

# FSL's bet, as its descriptor calls it, without FSL.
mkdir bin
printf '#!/bin/sh\ncp "$1" "$2.nii.gz"\n' >bin/bet
chmod +x bin/bet
export PATH=$scratch/bin:$PATH
echo image >t1.nii.gz

run() {
  "$styxcache" run -i t1.nii.gz -o brain.nii.gz -- bet t1.nii.gz brain -f 0.4
}

tool() {
  "$styxcache" tool --catalog "$niwrap/descriptors.tar.gz" fsl/bet \
    --infile t1.nii.gz --maskfile brain --fractional_intensity 0.4
}

# Sets `took` to the microseconds that a command takes.
measure() {
  local begin=${EPOCHREALTIME/[.,]/} end
  "$@" >out 2>&1 || fail "$* failed: $(cat out)"
  end=${EPOCHREALTIME/[.,]/}
  took=$((end - begin))
}

for call in run tool; do
  measure "$call"
  measure "$call"
  grep -q '^styxcache: hit ' out || fail "the second call of $call is no hit: $(cat out)"
done

best_run=0
best_tool=0
for ((round = 0; round < rounds; round++)); do
  measure run
  if ((best_run == 0 || took < best_run)); then best_run=$took; fi
  measure tool
  if ((best_tool == 0 || took < best_tool)); then best_tool=$took; fi
done

gzip -dc "$niwrap/calls.jsonl.gz" | python3 -c '
import json, sys
for line in sys.stdin:
    print(json.dumps(json.loads(line)["p"]))' >requests.jsonl
plans() {
  "$styxcache" tool --catalog "$niwrap/descriptors.tar.gz" --plan --requests requests.jsonl
}
single() {
  "$styxcache" tool --catalog "$niwrap/descriptors.tar.gz" --plan fsl/bet --infile t1.nii.gz
}
measure plans
all=$took
[ "$(wc -l <out)" = "$(wc -l <requests.jsonl)" ] || fail "a request has no answer"
start=0
for ((round = 0; round < rounds; round++)); do
  measure single
  if ((start == 0 || took < start)); then start=$took; fi
done

python3 - "$best_run" "$best_tool" "$all" "$start" "$rounds" "$(wc -l <requests.jsonl)" "$("$styxcache" --version)" <<'END'
import sys

run, tool, plans, start, rounds, requests = (int(text) for text in sys.argv[1:7])
print(f"{sys.argv[7]}; best of {rounds}")
print(f"a hit of run:  {run / 1000:.1f} ms")
print(f"a hit of tool: {tool / 1000:.1f} ms")
print(f"ratio:         {tool / run:.2f} (bar: at most 1.2)")
print(f"{requests} plans in one process: {plans / 1000:.0f} ms, as {plans / start:.0f} starts of {start / 1000:.1f} ms (bar: at most 100)")
sys.exit(tool > 1.2 * run or plans > 100 * start)
END
