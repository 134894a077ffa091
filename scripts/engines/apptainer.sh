#!/usr/bin/env bash
# Installs Apptainer on Debian, for tests. As root. No release of Debian 12 has it, so it comes from the unstable suite, with the
# glibc that it was built for beside it. That suite moves: where this fails, tests of Apptainer are to be skipped visibly.
# usage: STYX_ENGINES=FOLDER apptainer.sh
# Then: PATH=FOLDER/apptainer/bin:$PATH, which has `apptainer` and `singularity`.
set -euo pipefail
folder=${STYX_ENGINES:?a folder for the engines}
apt=$folder/apt
home=$folder/apptainer
rm -rf "$apt" "$home"

apt-get update -qq
apt-get install -y -qq -o DPkg::Lock::Timeout=300 --no-install-recommends patchelf squashfs-tools busybox-static bash-static >/dev/null

# An apt of its own, so that nothing else on this machine comes from unstable; from the archive that this machine uses already.
mkdir -p "$apt"/{state/lists/partial,cache/archives/partial,etc,debs,files}
touch "$apt/status"
archive=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' | awk '$2 !~ /-/ {print $1; exit}')
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $archive sid main" >"$apt/etc/sources.list"
cat >"$apt/apt.conf" <<CONF
Dir::State "$apt/state";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
Dir::Etc::sourcelist "$apt/etc/sources.list";
Dir::Etc::sourceparts "-";
Dir::Etc::preferences "-";
Dir::Etc::preferencesparts "-";
APT::Sandbox::User "root";
CONF
(
  export APT_CONFIG=$apt/apt.conf
  cd "$apt/debs"
  apt-get update -qq
  apt-get download -qq apptainer libc6 libseccomp2 libsqlite3-0
)
for package in "$apt"/debs/*.deb; do
  dpkg -x "$package" "$apt/files"
done

libraries=$apt/files/usr/lib/x86_64-linux-gnu
mkdir -p "$home"/{glibc,lib/x86_64-linux-gnu,etc,lib/var/lib/apptainer/mnt/session}
cp -a "$apt/files/usr/bin" "$home/bin"
cp -a "$libraries/apptainer" "$home/lib/x86_64-linux-gnu/"
cp -a "$apt/files/etc/apptainer" "$home/etc/"
cp -aL "$libraries"/{libc.so.6,libm.so.6,ld-linux-x86-64.so.2,libresolv.so.2,libnss_files.so.2,libnss_dns.so.2,libseccomp.so.2,libsqlite3.so.0} \
  "$home/glibc/"
for program in "$home/bin/apptainer" "$home/lib/x86_64-linux-gnu/apptainer/bin/starter"; do
  patchelf --set-interpreter "$home/glibc/ld-linux-x86-64.so.2" --force-rpath --set-rpath "$home/glibc" "$program"
done
# A machine that is itself a container cannot give all capabilities away.
sed -i 's/^root default capabilities = .*/root default capabilities = no/' "$home/etc/apptainer/apptainer.conf"
# In a user namespace it looks for its settings beside its libraries.
ln -s ../etc "$home/lib/etc"
ln -s apptainer "$home/bin/singularity"
rm -rf "$apt"
"$home/bin/apptainer" --version
