#!/usr/bin/env bash
# Installs docker on Debian and starts a daemon of its own, for tests. As root.
# usage: STYX_ENGINES=FOLDER docker.sh
# Then: DOCKER_HOST=unix://FOLDER/docker.sock; it is stopped by `kill $(cat FOLDER/dockerd.pid)`.
set -euo pipefail
folder=${STYX_ENGINES:?a folder for the engines}
mkdir -p "$folder"

apt-get update -qq
apt-get install -y -qq -o DPkg::Lock::Timeout=300 --no-install-recommends docker.io busybox-static bash-static >/dev/null

export DOCKER_HOST=unix://$folder/docker.sock
# No bridge and no firewall rules: nothing on this machine's network is touched, and the test images need none.
setsid dockerd --data-root "$folder/docker-data" --exec-root "$folder/docker-exec" --pidfile "$folder/dockerd.pid" \
  --host "$DOCKER_HOST" --bridge=none --iptables=false --ip-forward=false >"$folder/dockerd.log" 2>&1 </dev/null &
for _ in $(seq 300); do
  docker info >/dev/null 2>&1 && exit 0
  sleep 0.1
done
echo "dockerd did not answer within 30 seconds; the end of $folder/dockerd.log:" >&2
tail -n 20 "$folder/dockerd.log" >&2
exit 1
