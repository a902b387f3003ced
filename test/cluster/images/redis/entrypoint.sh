#!/bin/sh
# Options or a configuration file alone are for redis-server; anything else is a command of its own.
set -e
case "$1" in
  -* | *.conf) set -- redis-server "$@" ;;
esac
umask 0077
exec "$@"
