#!/usr/bin/env bash
# Compares, for each container engine that works here, the engine's bare call of a tool that does nothing with the same tool
# through styxcache's runner, as a miss and as a hit. Prints the rows of the table in docs/containers.md.
#
#   scripts/measure-containers.sh [ROUNDS]     21 rounds by default
#
# Engines for a machine without: scripts/engines/. The image is made here, of Debian's busybox-static and bash-static.
set -euo pipefail

rounds=${1:-21}
top=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
[ -d "$top/benchmarks/target/benchmarks" ] ||
  (cd -- "$top" && mvn -B -q -ntp package -DskipTests -Dmaven.javadoc.skip=true)

scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
image=styx/overhead:1.0
"$top/scripts/engines/mkimage.sh" "$scratch/image.tar" "docker.io/$image" >/dev/null

measure() {
  java -cp "$top/benchmarks/target/benchmarks/*" -Djava.io.tmpdir="$scratch" \
    dev.styxcache.benchmarks.containers.EngineOverhead "$@" "$rounds"
}

echo "| engine | bare call | through its runner | a miss, through the cache | a hit |"
echo "| --- | --- | --- | --- | --- |"
for engine in docker podman; do
  if "$engine" info >/dev/null 2>&1; then
    "$engine" load -q -i "$scratch/image.tar" >/dev/null
    measure "$engine" 'run --rm' "$image"
    "$engine" rmi -f "$image" >/dev/null
  else
    echo "$engine does not work here, and is left out" >&2
  fi
done
if apptainer --version >/dev/null 2>&1; then
  apptainer -q build "$scratch/image.sif" "docker-archive:$scratch/image.tar" 2>/dev/null
  measure apptainer '-q exec --containall --cleanenv' "$scratch/image.sif"
else
  echo "apptainer does not work here, and is left out" >&2
fi
