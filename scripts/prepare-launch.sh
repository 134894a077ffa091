# Read by ../styxcache when something is missing for a start: builds, copies, and makes the archive of classes.
# Uses the variables and functions of that script.

# Two first calls at once must not build into each other. The lock of a process that has died is free.
_sx_locked() {
  if command -v flock >/dev/null 2>&1; then
    (
      if ! flock -n 9; then
        _sx_say "waiting for another call that is preparing styxcache"
        flock 9
      fi
      "$@"
    ) 9>"$_sx_home/lock"
  else
    _sx_locked_by_directory "$@"
  fi
}

_sx_locked_by_directory() {
  _sx_waited=
  until mkdir "$_sx_home/lock.d" 2>/dev/null; do
    _sx_holder=$(cat "$_sx_home/lock.d/pid" 2>/dev/null)
    if [ -n "$_sx_holder" ] && ! kill -0 "$_sx_holder" 2>/dev/null; then
      # Of several that see this, one succeeds in renaming.
      mv "$_sx_home/lock.d" "$_sx_home/lock.dead.$$" 2>/dev/null && rm -rf "$_sx_home/lock.dead.$$"
      continue
    fi
    [ -n "$_sx_waited" ] || _sx_say "waiting for another call that is preparing styxcache"
    _sx_waited=yes
    sleep 1
  done
  echo $$ >"$_sx_home/lock.d/pid"
  (
    trap 'rm -rf "$_sx_home/lock.d"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    "$@"
  )
}

_sx_prepare() {
  _sx_require_java
  if mkdir -p "$_sx_home" 2>/dev/null && [ -w "$_sx_home" ]; then
    _sx_locked _sx_prepare_locked || exit $?
    _sx_find_app
  elif [ -z "$_sx_app" ] && [ -f "$_sx_built/complete" ]; then
    # Nothing can be kept here, so what Maven has built is used where it is.
    _sx_app=$_sx_built
  fi
  [ -n "$_sx_app" ] || _sx_fail "$_sx_root is read-only and nothing was built there; build it once as its owner"
}

_sx_require_java() {
  _sx_version=$("$_sx_java" -version 2>&1 | sed -n 's/.* version "\([0-9.]*\).*/\1/p' | head -n 1)
  _sx_major=${_sx_version%%.*}
  case $_sx_major in
    '' | *[!0-9]*) _sx_fail "$_sx_java does not work; set JAVA_HOME to a JDK 17 or newer" ;;
  esac
  [ "$_sx_major" -ge 17 ] ||
    _sx_fail "$_sx_java is Java $_sx_version, and styxcache needs 17 or newer; set JAVA_HOME to one"
}

# Somebody else may have done all of this while this process waited for the lock.
_sx_prepare_locked() {
  _sx_find_app
  if [ ! -f "$_sx_built/complete" ] && [ -z "$_sx_app" ]; then
    _sx_build "building, as this is the first call; it takes a minute or two"
  elif [ -n "$_sx_app" ] && _sx_sources_changed; then
    _sx_build "building again, as the sources have changed"
  fi
  if [ -z "$_sx_app" ] || [ "$_sx_built/complete" -nt "$_sx_app/stamp" ]; then
    _sx_install
  elif [ "$_sx_root/.git/logs/HEAD" -nt "$_sx_app/stamp" ]; then
    touch "$_sx_app/stamp"
  fi
  if [ ! -f "$_sx_app/$_sx_jvm.facts" ] || [ "$_sx_java" -nt "$_sx_app/$_sx_jvm.facts" ]; then
    _sx_learn
  fi
}

# After a pull or a checkout some source is newer than the copy. Changes that are not committed are the
# business of whoever makes them: what Maven builds is taken over.
_sx_sources_changed() {
  [ "$_sx_root/.git/logs/HEAD" -nt "$_sx_app/stamp" ] &&
    [ -n "$(cd "$_sx_root" && find pom.xml ./*/pom.xml ./*/src/main -type f -newer "$_sx_app/stamp" | head -n 1)" ]
}

_sx_build() {
  command -v mvn >/dev/null 2>&1 || _sx_fail "Maven is needed to build; install it, so that mvn is in PATH"
  _sx_say "$1"
  _sx_log=$_sx_home/build.log
  # Tests are compiled, since modules share theirs, but not run.
  if ! (cd "$_sx_root" &&
    mvn -B -DskipTests -Dmaven.javadoc.skip=true -Dmaven.source.skip=true -Dspotless.check.skip=true \
      -pl cli -am package 2>&1 </dev/null && printf '\nBUILT\n') | tee "$_sx_log" | _sx_show_progress; then
    tail -n 25 "$_sx_log" >&2
    _sx_fail "the build failed; all of its output is in $_sx_log"
  fi
  [ -f "$_sx_built/complete" ] || _sx_fail "the build made no $_sx_built; its output is in $_sx_log"
}

# Maven's lines are many, and for a first build most of them are downloads. Succeeds if the build does.
_sx_show_progress() {
  _sx_downloads=0
  _sx_last=
  while IFS= read -r _sx_line; do
    _sx_last=$_sx_line
    case $_sx_line in
      *'] Building styxcache'*)
        _sx_line=${_sx_line#*Building }
        _sx_say "  $_sx_line"
        ;;
      *'Downloaded from'*)
        _sx_downloads=$((_sx_downloads + 1))
        [ $((_sx_downloads % 50)) -ne 0 ] || _sx_say "  $_sx_downloads files downloaded"
        ;;
    esac
  done
  [ "$_sx_last" = BUILT ]
}

# Copies what was built, and makes the copy the current one by one rename.
_sx_install() {
  _sx_name=app-$(date +%s)-$$
  _sx_new=$_sx_home/$_sx_name
  if ! { mkdir -p "$_sx_new" && touch "$_sx_new/stamp" && cp -R "$_sx_built/lib" "$_sx_new/lib" &&
    echo "$_sx_name" >"$_sx_home/current.new" && mv -f "$_sx_home/current.new" "$_sx_home/current"; }; then
    rm -rf "$_sx_new"
    _sx_fail "cannot copy what was built to $_sx_home; make room there"
  fi
  # Older copies may be in use; nothing runs for a month on one.
  find "$_sx_home" -maxdepth 1 -name 'app-*' ! -name "$_sx_name" -mtime +30 -exec rm -rf {} +
  _sx_app=$_sx_new
}

# Starts Java as the launcher does; the arguments are more options.
_sx_start() {
  LC_ALL=${_sx_locale:-C} "$_sx_java" -Xlog:disable -XX:+UseSerialGC -XX:-UsePerfData -Dfile.encoding=UTF-8 "$@" \
    -jar "$_sx_jar" </dev/null >>"$_sx_home/training.log" 2>&1
}

# Calls commands as users do; the arguments are options for Java.
_sx_train() {
  _sx_scratch=$(mktemp -d "${TMPDIR:-/tmp}/styxcache-training.XXXXXX") || return
  _sx_start "-Dstyxcache.training=$_sx_scratch" "$@"
  rm -rf "$_sx_scratch"
}

# Java 17 to 24: an archive of the classes that are loaded.
_sx_make_archive() {
  _sx_archive=$_sx_jvm.jsa
  _sx_train "-XX:ArchiveClassesAtExit=$_sx_app/$_sx_archive"
}

# From Java 25 on: classes that are linked already, and what the compilers should know of them, which saves a third of a
# start.
_sx_make_cache() {
  _sx_archive=$_sx_jvm.aot
  _sx_seen=$_sx_app/$_sx_jvm.training
  _sx_train -XX:AOTMode=record "-XX:AOTConfiguration=$_sx_seen"
  _sx_start -XX:AOTMode=create "-XX:AOTConfiguration=$_sx_seen" "-XX:AOTCache=$_sx_app/$_sx_archive"
  rm -f "$_sx_seen"
}

# Finds out what this Java needs: a locale in which it takes file names for UTF-8, and an archive of the classes
# of a typical run. Without either it works too, so nothing here is an error.
_sx_learn() {
  _sx_locale=
  for _sx_candidate in C.UTF-8 C.utf8 en_US.UTF-8 en_US.utf8; do
    if LC_ALL=$_sx_candidate "$_sx_java" -XshowSettings:properties -version 2>&1 |
      grep -q 'sun.jnu.encoding = UTF-8'; then
      _sx_locale=$_sx_candidate
      break
    fi
  done
  _sx_set_jar
  _sx_require_java
  rm -f "$_sx_app/$_sx_jvm.jsa" "$_sx_app/$_sx_jvm.aot" "$_sx_home/training.log"
  if [ "$_sx_major" -ge 25 ]; then
    _sx_make_cache
  else
    _sx_make_archive
  fi
  [ -f "$_sx_app/$_sx_archive" ] || _sx_archive=
  if ! { printf '%s\n%s\n' "$_sx_locale" "$_sx_archive" >"$_sx_app/facts.new" &&
    mv -f "$_sx_app/facts.new" "$_sx_app/$_sx_jvm.facts"; }; then
    _sx_fail "cannot write to $_sx_app; make room there"
  fi
}
