#!/usr/bin/env bash
# Deploys a stack, and everything else one does with a running one: ./deploy.sh --help
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/deploy/bootstrap.sh"
# Compiled code is kept: every command is a new process.
export NODE_COMPILE_CACHE="${NODE_COMPILE_CACHE:-$cache/node-compile}"
exec node "$root/deploy/main.ts" "$@"
