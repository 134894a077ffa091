#!/usr/bin/env bash
# Installs podman on Debian, with runc and without a network of its own, for tests. As root.
# usage: STYX_ENGINES=FOLDER podman.sh
# Then: CONTAINERS_CONF=FOLDER/containers.conf
set -euo pipefail
folder=${STYX_ENGINES:?a folder for the engines}
mkdir -p "$folder"

apt-get update -qq
apt-get install -y -qq -o DPkg::Lock::Timeout=300 --no-install-recommends podman runc busybox-static bash-static >/dev/null

# The usual limits are above what a machine that is itself a container may set.
cat >"$folder/containers.conf" <<'CONF'
[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
netns = "none"
[engine]
runtime = "runc"
CONF
CONTAINERS_CONF=$folder/containers.conf podman info >/dev/null
