#!/usr/bin/env bash
# Installs the library into a repository of its own, and builds and runs a project outside of this one with what
# docs/java.md has for its pom.xml and with the README's Java example, as a new user would.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'chmod -R u+w "$work" 2>/dev/null || true; rm -rf "$work"' EXIT

fail() {
  printf 'check-library: %s\n' "$*" >&2
  exit 1
}

# What was downloaded before is linked, but for what an earlier install has put there.
mkdir "$work/repository"
for group in "$HOME"/.m2/repository/*; do
  [ -d "$group" ] || continue
  cp -al "$group" "$work/repository/" 2>/dev/null || cp -a "$group" "$work/repository/"
done
rm -rf "$work/repository/dev/styxcache"
maven=(mvn -B -ntp -q "-Dmaven.repo.local=$work/repository")

(cd "$top" && "${maven[@]}" install -DskipTests -Dmaven.javadoc.skip=true -Dspotless.check.skip=true)
[ ! -e "$work/repository/dev/styxcache/styxcache-consumer-tests" ] || fail "tests were installed"

# Prints the Nth block of a language in a page.
block() {
  awk -v start="\`\`\`$2" -v number="$3" \
    '$0 == start {code = 1; seen++; next} /^```$/ {code = 0; next} code && seen == number' "$top/$1"
}

mkdir -p "$work/project/src/main/java/demo"
cd "$work/project"
version() {
  sed -n "/<artifactId>$1</{n;s/.*<version>\(.*\)<.*/\1/p;q}" "$top/pom.xml"
}
{
  echo '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
  echo '<groupId>demo</groupId><artifactId>demo</artifactId><version>1</version>'
  echo '<properties><maven.compiler.release>17</maven.compiler.release>'
  echo '<project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>'
  block docs/java.md xml 1
  # Those that are there already.
  echo '<build><plugins>'
  for plugin in maven-compiler-plugin maven-resources-plugin maven-dependency-plugin; do
    echo "<plugin><artifactId>$plugin</artifactId><version>$(version "$plugin")</version></plugin>"
  done
  echo '</plugins></build></project>'
} >pom.xml
{
  echo 'package demo;'
  printf 'import %s;\n' 'dev.styxcache.adapter.runner.local.*' 'dev.styxcache.application.api.*' \
    'dev.styxcache.application.api.caching.*' 'dev.styxcache.application.api.caching.CachingRunner' \
    'dev.styxcache.domain.*' 'java.nio.file.*' 'java.util.*'
  echo 'public final class Demo { public static void main(String... args) throws Exception {'
  block README.md java 1 | sed "s|/data/styxcache|$work/cache|"
  echo 'for (int call = 0; call < 2; call++) {'
  block README.md java 2
  echo 'System.out.print(Files.readString(sorted)); } } }'
} >src/main/java/demo/Demo.java
printf 'apple\npear\n' >words.txt
"${maven[@]}" compile dependency:build-classpath -Dmdep.outputFile=jars
printed=$("${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "target/classes:$(cat jars)" demo.Demo)
[ "$printed" = $'pear\napple\npear\napple' ] || fail "the example printed: $printed"
entries=$(find "$work/cache" -name sorted.txt | wc -l)
[ "$entries" = 1 ] || fail "the example made $entries entries"
echo "a project outside of this one uses the library"
