#!/bin/sh
# Compiles check.c and what it checks with sanitizers: build.sh OUTPUT_FILE. Called in the module's folder.
set -eu
output=$1
objects=$output.objects
mkdir -p "$objects"
compile() {
  source=$1 object=$2
  shift 2
  "${CC:-cc}" -std=gnu11 -g -O1 -Wall -Wextra -Werror -Wno-psabi -fsanitize=address,undefined -fno-sanitize-recover=all \
    -Isrc/native "$@" -c "$source" -o "$objects/$object.o"
}
for name in tree single sets; do compile src/native/$name.c $name; done
compile src/test/native/check.c check
compile src/native/lanes.c basic -DLANES=4
case $(uname -m) in
  x86_64 | amd64)
    compile src/native/lanes.c sse41 -DLANES=4 -DBYTE_SHUFFLE -msse4.1
    compile src/native/lanes.c avx2 -DLANES=8 -DBYTE_SHUFFLE -mavx2
    compile src/native/lanes.c avx512 -DLANES=16 -mavx512f -mavx512vl -mavx512bw
    ;;
esac
"${CC:-cc}" -fsanitize=address,undefined "$objects"/*.o -o "$output"
