#!/usr/bin/env bash
# Runs the tests: ./run_tests.sh unit | manifests | integration | api | performance [--json FILE] | all
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/deploy/bootstrap.sh"
exec node "$root/test/main.ts" "$@"
