#!/usr/bin/env bash
# Stores entries in a bucket and hydrates them, in turns with rclone, which copies the same files to and from the same server
# (S3Proxy, on this machine). Best of each counts. styxcache has a heap of 256 MB and is warm, as in a program that calls many
# tools; rclone is a process each time, which takes it some tens of milliseconds.
#
#   TMPDIR=/dev/shm scripts/measure-sharing.sh [ROUNDS]     5 rounds by default
#
# Needs 7 GB below TMPDIR. On a disk it is the disk that is measured, and whoever comes second waits until what the first one
# wrote has reached it.
#
# The bars: 2,000 files of 4 KiB in a fifth of rclone's time, one file of 1 GiB in no more than its time, each way. Exits with 1
# where it takes longer.
set -euo pipefail

rounds=${1:-5}

fail() {
  printf 'measure-sharing: %s\n' "$*" >&2
  exit 2
}

case $rounds in
  '' | *[!0-9]* | 0*) fail "the number of rounds is $rounds; give a number from 1 on" ;;
esac
command -v rclone >/dev/null || fail "rclone is missing; install it with: apt-get install rclone"
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
jars=$root/benchmarks/target/benchmarks
if ! compgen -G "$jars/styxcache-benchmarks-*.jar" >/dev/null; then
  (cd -- "$root" && mvn -B -ntp -q package -pl benchmarks -am -DskipTests -Dmaven.javadoc.skip=true) >&2
fi

scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
cd -- "$scratch"
result=0
for what in small large; do
  java -Xmx256m -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$jars/*" \
    dev.styxcache.benchmarks.sharing.BucketAndRclone "$what" "$rounds" || result=1
done
exit "$result"
