#!/bin/sh
# Compiles the native library of a module, from its src/native, for the processor of this machine. Of the module blake3
# the lanes are compiled once for each instruction set. Called by Maven in the module's folder:
#
#   sh …/blake3/src/native/build.sh NAME JAVA_HOME OUTPUT_FOLDER
#
# CC names the compiler (`cc`), CFLAGS adds options. Where that fails, or there is no compiler, or the JDK has no headers, it
# says so and succeeds: the library is left out, and Java code does its work.
set -eu

name=$1
java_home=$2
output=$3
cc=${CC:-cc}
shared=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

without() {
  echo "building without the native library $name: $*"
  [ -z "${target:-}" ] || rm -f "$target/lib$name".*
  exit 0
}

case $(uname -s) in
  Linux) system=linux suffix=so ;;
  Darwin) system=mac suffix=dylib ;;
  *) without "$(uname -s) is not supported" ;;
esac
case $(uname -m) in
  x86_64 | amd64) processor=x86_64 ;;
  aarch64 | arm64) processor=aarch64 ;;
  *) without "processors of the kind $(uname -m) are not supported" ;;
esac
command -v "$cc" >/dev/null 2>&1 || without "there is no C compiler, $cc"
headers=$java_home/include
[ -f "$headers/jni.h" ] || headers=$java_home/../include
[ -f "$headers/jni.h" ] || without "there is no include/jni.h in $java_home"

objects=$output/native-objects
target=$output/classes/META-INF/native/$system-$processor
library=$target/lib$name.$suffix
if [ -f "$library" ] && [ -z "$(find src/native "$shared" -type f -newer "$library")" ]; then
  exit 0
fi
rm -rf "$objects"
mkdir -p "$objects" "$target"

# $1: the source, $2: name of the object; the rest are options.
compile() {
  source=$1
  object=$objects/$2.o
  shift 2
  # shellcheck disable=SC2086 # CFLAGS are several
  "$cc" -std=gnu11 -O3 -fPIC -fvisibility=hidden -Wall -Wextra -Wno-psabi \
    -I"$shared" -I"$headers" -I"$headers/linux" -I"$headers/darwin" "$@" ${CFLAGS:-} -c "$source" -o "$object" ||
    without "$cc cannot compile $source"
}

for source in src/native/*.c; do
  case $source in
    */lanes.c) ;;
    *) compile "$source" "$(basename "$source" .c)" ;;
  esac
done
if [ -f src/native/lanes.c ]; then
  compile src/native/lanes.c basic -DLANES=4
  if [ $processor = x86_64 ]; then
    compile src/native/lanes.c sse41 -DLANES=4 -DBYTE_SHUFFLE -msse4.1
    compile src/native/lanes.c avx2 -DLANES=8 -DBYTE_SHUFFLE -mavx2
    compile src/native/lanes.c avx512 -DLANES=16 -mavx512f -mavx512vl -mavx512bw
  fi
fi
# shellcheck disable=SC2086
"$cc" -shared ${CFLAGS:-} "$objects"/*.o -o "$library.new" || without "$cc cannot link it"
mv -f "$library.new" "$library"
rm -rf "$objects"
