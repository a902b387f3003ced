#!/bin/sh
# Options and names that are no program are for node, as in the official image.
set -e
if [ "${1#-}" != "$1" ] || [ -z "$(command -v "$1")" ]; then
  set -- node "$@"
fi
exec "$@"
