#!/usr/bin/env bash
# Sets whole processes of ./styxcache beside b3sum (Debian's package), prints the ratios, and writes them into
# docs/performance.md, into the table of the JDK that they were measured with. What is compared is run in turn, and
# the best of each counts, so that what else the machine does hits both alike.
#
#   scripts/measure-hashing.sh [ROUNDS]                      9 rounds by default; takes three minutes
#   JAVA_HOME=/path/to/jdk scripts/measure-hashing.sh        another Java than the one in PATH
#   B3SUM=/path/to/b3sum scripts/measure-hashing.sh
#   MEASURE_IN=/some/folder scripts/measure-hashing.sh       where 4 GB fit; what is made there is kept, and used again
#
# Exits with 1 where a bar is missed.
set -euo pipefail

rounds=${1:-9}
b3sum=${B3SUM:-b3sum}
megabyte=$((1 << 20))
# Longer than until a file that was just made may be remembered.
settling=75

fail() {
  printf 'measure-hashing: %s\n' "$*" >&2
  exit 2
}

say() {
  printf 'measure-hashing: %s\n' "$*" >&2
}

case $rounds in
  '' | *[!0-9]* | 0*) fail "the number of rounds is $rounds; give a number from 1 on" ;;
esac
[ -n "${EPOCHREALTIME:-}" ] || fail "this needs bash 5 or newer, which has a clock in microseconds"
command -v "$b3sum" >/dev/null || fail "there is no $b3sum; install Debian's package b3sum, or name another one in B3SUM"
command -v python3 >/dev/null || fail "there is no python3, which writes the table"
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
styxcache=$root/styxcache
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null || fail "there is no $java; set JAVA_HOME to a JDK 17 or newer"
benchmarks=$root/benchmarks/target/benchmarks
if [ ! -d "$benchmarks" ]; then
  say "building the benchmarks"
  (cd -- "$root" && mvn -B -q package -DskipTests -Dmaven.javadoc.skip=true -pl benchmarks -am) >&2 ||
    fail "the benchmarks could not be built"
fi

if [ -n "${MEASURE_IN:-}" ]; then
  scratch=$(mkdir -p -- "$MEASURE_IN" && cd -- "$MEASURE_IN" && pwd -P)
else
  scratch=$(mktemp -d "${TMPDIR:-/var/tmp}/measure-hashing.XXXXXX")
  trap 'chmod -R u+w -- "$scratch"; rm -rf -- "$scratch"' EXIT
fi
trap 'exit 130' INT
trap 'exit 143' TERM
cd -- "$scratch"
# What the user has configured must not bear on the figures.
for variable in ${!STYXCACHE_*}; do unset "$variable"; done
export XDG_CACHE_HOME=$scratch/caches XDG_CONFIG_HOME=$scratch/config

# A file of noise, which no file system can store as a hole.
make_file() {
  [ -f "$1" ] || { head -c "$2" /dev/urandom >"$1.new" && mv -- "$1.new" "$1"; }
}

make_tree() {
  [ ! -d tree ] || return 0
  python3 - <<'END'
import os, random
noise = random.Random(4)
for folder in range(100):
    os.makedirs(f"tree.new/{folder}")
    for number in range(200):
        with open(f"tree.new/{folder}/{number}", "wb") as file:
            file.write(noise.randbytes(8192))
os.rename("tree.new", "tree")
END
}

say "making 3 GiB of files in $scratch"
make_file 2g $((2048 * megabyte))
make_file 64m $((64 * megabyte))
make_file 16mb 16000000
make_file 1g $((1024 * megabyte))
make_file 1k 1000
make_tree
newest=$(stat -c %Z 1g tree tree/99/199 | sort -n | tail -n 1)

# Sets `took` to the microseconds that a command takes.
measure() {
  local begin=${EPOCHREALTIME/[.,]/} end
  "$@" >out 2>err || fail "$* failed: $(cat err)"
  end=${EPOCHREALTIME/[.,]/}
  took=$((end - begin))
}

declare -A best

# Measures a command once more, and keeps its best time under a name.
round() {
  local name=$1
  shift
  measure "$@"
  if [ -z "${best[$name]:-}" ] || ((took < best[$name])); then best[$name]=$took; fi
}

hit() {
  "$styxcache" run -i "$1" -o out.txt -- sh -c 'head -c 9 "$1" | od >out.txt' sh "$1"
}

hash() {
  "$styxcache" hash --no-memo "$1"
}

hash_in_java() {
  STYXCACHE_JAVA_OPTIONS=-Ddev.styxcache.native=off hash "$1"
}

# $1: what to hash, $2: how often. Prints the least microseconds without and with the digest cache, in a warm JVM.
warm() {
  "$java" --enable-native-access=ALL-UNNAMED -cp "$benchmarks/*" \
    dev.styxcache.benchmarks.processes.WarmTree "$1" "$scratch/caches/memo-of-$1" "$2" 2>/dev/null
}

b3sum_two_threads() {
  "$b3sum" --num-threads 2 "$@"
}

# The first calls build what is missing, bring the files into the page cache, and show that all agree.
say "checking"
hit 1k >/dev/null 2>&1
for file in 2g 1g 64m 16mb; do
  [ "$(hash $file)" = "$(b3sum_two_threads $file)" ] || fail "styxcache and $b3sum differ about $file"
done
"$styxcache" doctor | grep -q ', in C with ' || fail "this build has no native code: $("$styxcache" doctor | grep hasher)"

say "measuring files, $rounds rounds"
hit 1k >/dev/null 2>&1
for ((i = 0; i < rounds; i++)); do
  round b3sum_2g b3sum_two_threads 2g
  round hash_2g hash 2g
  round b3sum_1g b3sum_two_threads 1g
  round hash_1g hash 1g
  round java_1g hash_in_java 1g
  round hit_1k hit 1k
  round hash_64m hash 64m
  round hash_16mb hash 16mb
done

rest=$((settling - ($(date +%s) - newest)))
if ((rest > 0)); then
  say "waiting $rest s until the files are old enough to be remembered"
  sleep $rest
fi

say "measuring the tree"
for ((i = 0; i < rounds; i++)); do
  round b3sum_tree b3sum_two_threads tree/*/*
done
read -r warm_tree warm_memo < <(warm tree $((5 * rounds)))
read -r warm_2g _ < <(warm 2g $((2 * rounds)))

say "measuring hits"
for file in 1k 1g; do
  hit $file >/dev/null 2>&1
  hit $file >out 2>err
  grep -q '^styxcache: hit ' err || fail "the second call is no hit: $(cat err)"
done
for ((i = 0; i < 2 * rounds; i++)); do
  round hit_1k hit 1k
  round hit_1g hit 1g
done

python3 - "$root/docs/performance.md" "$("$styxcache" --version)" "$("$b3sum" --version)" "$rounds" \
  "${best[b3sum_2g]}" "${best[hash_2g]}" "${best[b3sum_1g]}" "${best[hash_1g]}" "${best[java_1g]}" "${best[hash_64m]}" \
  "${best[hash_16mb]}" "$warm_2g" "${best[b3sum_tree]}" "$warm_tree" "$warm_memo" "${best[hit_1k]}" "${best[hit_1g]}" <<'END'
import re, sys

page, styxcache, b3sum, rounds = sys.argv[1:5]
(b3sum_2g, hash_2g, b3sum_1g, hash_1g, java_1g, hash_64m, hash_16mb, warm_2g,
 b3sum_tree, warm_tree, warm_memo, hit_1k, hit_1g) = (int(text) / 1000 for text in sys.argv[5:])
version = re.search(r"Java (\d+)", styxcache).group(1)
missed = []

def row(what, figures, ratio, bar, least):
    if ratio < bar if least else ratio > bar:
        missed.append(what)
    return (f"| {what} | {figures} | {ratio:.2f} | {'at least' if least else 'at most'} {bar} "
            f"| {'missed' if missed and missed[-1] == what else 'held'} |")

lines = [
    f"{styxcache}; {b3sum}; best of {rounds} rounds.",
    "",
    "| what | milliseconds | ratio | bar | |",
    "| --- | --- | --- | --- | --- |",
    row("time of `hash` for 1 GiB, to `b3sum --num-threads 2`",
        f"{hash_1g:.0f} to {b3sum_1g:.0f}", hash_1g / b3sum_1g, 2.3, False),
    f"| the same without native code (`-Ddev.styxcache.native=off`) "
    f"| {java_1g:.0f} to {b3sum_1g:.0f} | {java_1g / b3sum_1g:.2f} | | |",
    row("time of `hash` for 2 GiB, to `b3sum --num-threads 2`",
        f"{hash_2g:.0f} to {b3sum_2g:.0f}", hash_2g / b3sum_2g, 1.9, False),
    row("time of `hash` for 64 MiB, to a hit on 1 KB",
        f"{hash_64m:.0f} to {hit_1k:.0f}", hash_64m / hit_1k, 1.2, False),
    row("time of `hash` for 16 MB, to a hit on 1 KB",
        f"{hash_16mb:.0f} to {hit_1k:.0f}", hash_16mb / hit_1k, 1.2, False),
    row("time of a warm JVM for 2 GiB, to `b3sum --num-threads 2`",
        f"{warm_2g:.0f} to {b3sum_2g:.0f}", warm_2g / b3sum_2g, 1.25, False),
    row("speed of a warm JVM without a memo for 20,000 files of 8 KiB, to `b3sum`'s process",
        f"{warm_tree:.0f} to {b3sum_tree:.0f}", b3sum_tree / warm_tree, 1.6, True),
    row("time for the same tree with a memo, to without",
        f"{warm_memo:.0f} to {warm_tree:.0f}", warm_memo / warm_tree, 0.6, False),
    row("time of `run` that hits on an unchanged input of 1 GiB, to one of 1 KB",
        f"{hit_1g:.0f} to {hit_1k:.0f}", hit_1g / hit_1k, 1.1, False),
]
print("\n".join(lines))
with open(page, encoding="utf-8") as file:
    text = file.read()
begin, end = f"<!-- measure-hashing on {version}: begin -->\n", f"<!-- measure-hashing on {version}: end -->"
if begin in text and end in text:
    text = text[:text.index(begin) + len(begin)] + "\n".join(lines) + "\n" + text[text.index(end):]
    with open(page, "w", encoding="utf-8") as file:
        file.write(text)
else:
    print(f"{page} has no place for Java {version}, and was left as it is", file=sys.stderr)
sys.exit(1 if missed else 0)
END
