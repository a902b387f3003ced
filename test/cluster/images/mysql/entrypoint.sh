#!/bin/sh
# Honours the official image's environment: on an empty data folder it initialises the server with
# MYSQL_ROOT_PASSWORD, MYSQL_ROOT_HOST, MYSQL_DATABASE, MYSQL_USER and MYSQL_PASSWORD (each also as *_FILE),
# MYSQL_ALLOW_EMPTY_PASSWORD, and runs /docker-entrypoint-initdb.d/*.{sql,sql.gz,sh}; then it becomes mysqld.
set -eu

DATA=/var/lib/mysql
# Begins with a dot: such a file does not keep mysqld from initialising the folder.
MARKER=$DATA/.initialising
INIT_SCRIPTS=/docker-entrypoint-initdb.d

say() { echo "[entrypoint] $*"; }
fail() {
  echo "[entrypoint] ERROR: $*" >&2
  exit 1
}

# Sets variable $1 from the file that $1_FILE names, else from itself, else to $2.
from_file() {
  eval "value=\${$1:-}" "file=\${$1_FILE:-}"
  if [ -n "$file" ]; then
    [ -z "$value" ] || fail "both $1 and $1_FILE are set"
    [ -r "$file" ] || fail "$1_FILE: $file cannot be read"
    value=$(cat "$file")
  fi
  eval "$1=\${value:-\${2:-}}"
  unset "$1_FILE"
}

# The text $1 as an SQL string, and as an SQL name.
text() { printf "'%s'" "$(printf %s "$1" | sed -e 's/\\/\\\\/g' -e "s/'/\\\\'/g")"; }
name() { printf '`%s`' "$(printf %s "$1" | sed -e 's/`/``/g')"; }

# One statement a line: the server reads it so while it initialises.
first_statements() {
  if [ -n "$MYSQL_ROOT_PASSWORD" ]; then
    echo "ALTER USER 'root'@'localhost' IDENTIFIED BY $(text "$MYSQL_ROOT_PASSWORD");"
  fi
  if [ "$MYSQL_ROOT_HOST" != localhost ]; then
    echo "CREATE USER 'root'@$(text "$MYSQL_ROOT_HOST") IDENTIFIED BY $(text "$MYSQL_ROOT_PASSWORD");"
    echo "GRANT ALL ON *.* TO 'root'@$(text "$MYSQL_ROOT_HOST") WITH GRANT OPTION;"
  fi
  if [ -n "$MYSQL_DATABASE" ]; then
    echo "CREATE DATABASE IF NOT EXISTS $(name "$MYSQL_DATABASE");"
  fi
  if [ -n "$MYSQL_USER" ]; then
    echo "CREATE USER $(text "$MYSQL_USER")@'%' IDENTIFIED BY $(text "$MYSQL_PASSWORD");"
    if [ -n "$MYSQL_DATABASE" ]; then
      # In a grant, _ and % of a database name are wildcards unless escaped.
      pattern=$(printf %s "$MYSQL_DATABASE" | sed -e 's/[_%]/\\&/g')
      echo "GRANT ALL ON $(name "$pattern").* TO $(text "$MYSQL_USER")@'%';"
    fi
  fi
}

client() {
  MYSQL_PWD=$MYSQL_ROOT_PASSWORD "$@"
}

# Runs the scripts that somebody mounted, against a server that only this container can reach.
run_init_scripts() {
  socket=/var/run/mysqld/init.sock
  "$@" --skip-networking --mysqlx=OFF --socket=$socket &
  server=$!
  until client mysqladmin --no-defaults --socket=$socket --user=root --silent ping >/dev/null 2>&1; do
    kill -0 $server 2>/dev/null || fail 'the temporary server ended'
    sleep 0.1
  done
  into="mysql --no-defaults --socket=$socket --user=root $MYSQL_DATABASE"
  for script in "$INIT_SCRIPTS"/*; do
    say "running $script"
    case "$script" in
      *.sql) client $into <"$script" ;;
      *.sql.gz) gunzip -c "$script" | client $into ;;
      *.sh) (. "$script") ;;
      *) say "ignoring $script" ;;
    esac
  done
  client mysqladmin --no-defaults --socket=$socket --user=root shutdown
  wait $server
}

initialise() {
  [ -n "$MYSQL_ROOT_PASSWORD$MYSQL_ALLOW_EMPTY_PASSWORD" ] ||
    fail 'the data folder is empty: set MYSQL_ROOT_PASSWORD_FILE, MYSQL_ROOT_PASSWORD or MYSQL_ALLOW_EMPTY_PASSWORD'
  [ "$MYSQL_USER" != root ] || fail 'MYSQL_USER must not be root, which exists anyway'
  [ -z "$MYSQL_USER" ] || [ -n "$MYSQL_PASSWORD" ] || fail 'MYSQL_USER needs MYSQL_PASSWORD or MYSQL_PASSWORD_FILE'
  say 'initialising the data folder'
  # The first process ignores SIGTERM unless it says otherwise; the marker makes the next start begin again.
  trap 'exit 143' TERM INT
  : >"$MARKER"
  statements=$(umask 077 && mktemp)
  first_statements >"$statements"
  # Durability starts with the sync below: a run that ends before it is repeated from nothing.
  "$@" --initialize-insecure --init-file="$statements" --innodb-doublewrite=OFF \
    --innodb-flush-log-at-trx-commit=0 --skip-log-bin --performance-schema=OFF
  rm -f "$statements"
  if [ -n "$(ls "$INIT_SCRIPTS" 2>/dev/null)" ]; then run_init_scripts "$@"; fi
  sync
  rm -f "$MARKER"
  trap - TERM INT
  say 'initialised'
}

case "${1:--}" in -*) set -- mysqld "$@" ;; esac
[ "$1" = mysqld ] || exec "$@"

from_file MYSQL_ROOT_PASSWORD
from_file MYSQL_ROOT_HOST %
from_file MYSQL_DATABASE
from_file MYSQL_USER
from_file MYSQL_PASSWORD
: "${MYSQL_ALLOW_EMPTY_PASSWORD:=}"

[ -w "$DATA" ] || fail "$DATA is not writable by user $(id -u)"
if [ -e "$MARKER" ]; then
  say 'an earlier initialisation was interrupted: starting again from an empty folder'
  # The marker goes last, so that being interrupted here is recovered as well.
  find "$DATA" -mindepth 1 -maxdepth 1 ! -path "$MARKER" ! -name lost+found -exec rm -rf {} +
  rm -f "$MARKER"
fi
if [ ! -d "$DATA/mysql" ]; then initialise "$@"; fi
unset MYSQL_ROOT_PASSWORD MYSQL_PASSWORD
exec "$@"
