#!/usr/bin/env bash
# Prepares a machine on which docker.sh, podman.sh and apptainer.sh ran for the same engines without privileges, and runs a command as
# an ordinary user who has them: rootless podman, rootless docker through rootlesskit, Apptainer in a user namespace. As root.
# usage: STYX_ENGINES=FOLDER ordinary-user.sh COMMAND…
# The command runs in FOLDER/user, which is the user's. What cannot be had is said, and named in STYX_TESTS_EXCUSE.
set -euo pipefail
engines=${STYX_ENGINES:?the folder of the engines}
[ $# -gt 0 ] || { echo "usage: STYX_ENGINES=FOLDER $0 COMMAND..." >&2; exit 2; }
user=styxcache-tests
folder=$engines/user

apt-get install -y -qq -o DPkg::Lock::Timeout=300 --no-install-recommends uidmap rootlesskit slirp4netns fuse-overlayfs squashfuse >/dev/null
getent group styxcache-lab >/dev/null || groupadd styxcache-lab
id "$user" >/dev/null 2>&1 || useradd --create-home --groups styxcache-lab "$user"
# Apptainer mounts images with it; a plain machine lets everybody use it.
[ ! -e /dev/fuse ] || chmod 666 /dev/fuse
# The folder may have been made by mktemp, for root alone.
chmod a+x "$engines"
mkdir -p "$folder/run"
chown -R "$user:" "$folder"
chmod 700 "$folder/run"
cat >"$folder/containers.conf" <<'CONF'
[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
netns = "none"
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
CONF

as_user() {
  (
    cd "$folder"
    exec setpriv --reuid="$user" --regid="$user" --init-groups env -i \
      HOME="$(getent passwd "$user" | cut -d: -f6)" USER="$user" LOGNAME="$user" LANG=C.UTF-8 XDG_RUNTIME_DIR="$folder/run" \
      CONTAINERS_CONF="$folder/containers.conf" DOCKER_HOST="unix://$folder/run/docker.sock" PATH="$engines/apptainer/bin:$PATH" \
      STYX_TESTS_REQUIRE="${STYX_TESTS_REQUIRE:-}" STYX_TESTS_EXCUSE="${STYX_TESTS_EXCUSE:-}" "$@"
  )
}

stop_docker() {
  local pid
  if pid=$(cat "$folder/run/docker.pid" 2>/dev/null) && [ -n "$pid" ]; then
    kill "$pid" 2>/dev/null || true
    wait "$rootlesskit" 2>/dev/null || true
  fi
  # Its layers belong to users that exist in its namespace alone.
  rm -rf "$folder/docker-data"
}

rootlesskit=0
as_user rootlesskit --net=host --copy-up=/etc --copy-up=/run --propagation=rslave \
  sh -c 'rm -f /run/docker /run/containerd /run/xtables.lock; exec dockerd "$@"' sh \
  --rootless --data-root "$folder/docker-data" --exec-root "$folder/run/docker-exec" --pidfile "$folder/run/docker.pid" \
  --host "unix://$folder/run/docker.sock" --bridge=none --iptables=false --ip-forward=false \
  --exec-opt native.cgroupdriver=cgroupfs >"$folder/dockerd.log" 2>&1 </dev/null &
rootlesskit=$!
trap stop_docker EXIT
for _ in $(seq 300); do
  ! as_user docker info >/dev/null 2>&1 || break
  kill -0 "$rootlesskit" 2>/dev/null || break
  sleep 0.1
done

# Names an engine that this machine does not let an ordinary user have.
excuse() {
  echo "$1 CANNOT BE HAD WITHOUT PRIVILEGES HERE: its tests are skipped; it says: $2" >&2
  STYX_TESTS_EXCUSE=${STYX_TESTS_EXCUSE:+$STYX_TESTS_EXCUSE,}$1
}
said=$(as_user docker info 2>&1 >/dev/null) || excuse docker "$said; $(tail -n 3 "$folder/dockerd.log")"
said=$(as_user podman info 2>&1 >/dev/null) || excuse podman "$said"
said=$(as_user apptainer --version 2>&1 >/dev/null) || excuse apptainer "$said"

as_user "$@"
