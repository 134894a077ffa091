#!/usr/bin/env bash
# Makes a small container image (static bash and busybox, 4 MB) as a docker archive, without an engine and without a registry.
# usage: mkimage.sh OUT.tar REFERENCE…
# With programs in STYX_IMG_PROGRAMS, absolute paths with spaces between them, the image has these at the same paths, with the libraries
# that they need.
# The same to the byte each time; another STYX_IMG_MARK, which the image has in /etc/styx-mark, makes another image id.
# Needs Debian's busybox-static and bash-static. Prints the image's id.
set -euo pipefail
[ $# -ge 2 ] || { echo "usage: $0 OUT.tar REFERENCE..." >&2; exit 2; }
out=$1
shift

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
image=$work/image
mkdir -p "$root"/{bin,etc,tmp,root,proc,sys,dev,usr/bin,var/tmp} "$image"

cp /bin/busybox "$root/bin/"
cp /bin/bash-static "$root/bin/bash"
for applet in $(/bin/busybox --list); do
  [ -e "$root/bin/$applet" ] || ln -s busybox "$root/bin/$applet"
done
ln -s /bin/env "$root/usr/bin/env"
echo 'root:x:0:0:root:/root:/bin/bash' >"$root/etc/passwd"
echo 'root:x:0:' >"$root/etc/group"
for program in ${STYX_IMG_PROGRAMS:-}; do
  # What the linker finds here, and the linker itself, at the paths where it will look for them there: beside the program itself
  # where that is a link.
  real=$(readlink -f "$program")
  for file in "$real" $(ldd "$real" | awk '{for (i = 1; i <= NF; i++) if ($i ~ /^\//) print $i}'); do
    file=$(realpath -ms "$file")
    mkdir -p "$root$(dirname "$file")"
    [ -e "$root$file" ] || cp -L "$file" "$root$file"
  done
  [ "$real" = "$program" ] || ln -sf "$real" "$root$program"
done
echo "${STYX_IMG_MARK:-1}" >"$root/etc/styx-mark"
chmod -R u=rwX,go=rX "$root"
chmod 1777 "$root/tmp" "$root/var/tmp"

pack() { tar --format=ustar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner "$@"; }

pack -C "$root" -cf "$image/layer.tar" .
layer=$(sha256sum <"$image/layer.tar" | cut -d' ' -f1)
path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
cat >"$image/config.json" <<JSON
{"architecture": "amd64", "os": "linux", "created": "1970-01-01T00:00:00Z",
 "config": {"Env": ["PATH=$path"], "Cmd": ["/bin/bash"]},
 "rootfs": {"type": "layers", "diff_ids": ["sha256:$layer"]},
 "history": [{"created": "1970-01-01T00:00:00Z", "created_by": "styxcache test image"}]}
JSON
id=$(sha256sum <"$image/config.json" | cut -d' ' -f1)
mv "$image/config.json" "$image/$id.json"
references=$(printf ', "%s"' "$@")
printf '[{"Config": "%s.json", "RepoTags": [%s], "Layers": ["layer.tar"]}]' "$id" "${references#, }" >"$image/manifest.json"
pack -C "$image" -cf "$out" manifest.json "$id.json" layer.tar
echo "sha256:$id"
