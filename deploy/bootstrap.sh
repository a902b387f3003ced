# Sets up Node and the npm packages for the entry points. Sourced with `root` set to the checkout.
# Node comes from PATH where it is new enough, else from the npm registry into the user's cache.

node_version=24.21.0
cache="${XDG_CACHE_HOME:-$HOME/.cache}/mcp-system"

fail() { printf '\n✗ %s\n' "$1" >&2; exit 1; }

is_new_enough() { [ "$("$1" -p 'process.versions.node.split(".")[0] >= 24' 2>/dev/null)" = true ]; }

use_node() {
  if command -v node >/dev/null && is_new_enough node; then return; fi
  local folder="$cache/node/$node_version"
  if ! [ -x "$folder/bin/node" ] || ! is_new_enough "$folder/bin/node"; then
    printf '  … Node %s (usually 10 s)\n' "$node_version" >&2
    install_npm
    local machine work
    case "$(uname -m)" in
      x86_64) machine=x64 ;;
      aarch64) machine=arm64 ;;
      *) fail "no Node $node_version is published for $(uname -m): put Node 24 or newer on PATH" ;;
    esac
    mkdir -p "$cache/node"
    work=$(mktemp -d "$cache/node/new.XXXXXX")
    (cd "$work" && npm pack --silent "node-linux-$machine@$node_version" >/dev/null 2>"$work/log" && tar xzf ./*.tgz) ||
      fail "Node $node_version cannot be fetched: $(tail -n 3 "$work/log" 2>/dev/null)"
    rm -rf "$folder" && mv "$work/package" "$folder" && rm -rf "$work"
  fi
  PATH="$folder/bin:$PATH"
}

install_npm() {
  command -v npm >/dev/null && return
  command -v apt-get >/dev/null || fail 'npm is missing: install Node 24 or newer with npm'
  printf '  … npm (usually 60 s)\n' >&2
  local log
  log=$(mktemp)
  "$root/test/cluster/apt-install.sh" npm ca-certificates >"$log" 2>&1 ||
    fail "npm is missing and apt-get cannot install it: install Node 24 or newer with npm. $(tail -n 3 "$log")"
  rm -f "$log"
}

use_packages() {
  local installed="$root/node_modules/.installed" wanted
  wanted=$(sha256sum "$root/package-lock.json" | cut -d' ' -f1)
  [ -f "$installed" ] && [ "$(cat "$installed")" = "$wanted" ] && return
  install_npm
  printf '  … npm packages (usually 20 s)\n' >&2
  local log
  log=$(mktemp)
  (cd "$root" && npm ci --no-audit --no-fund --prefer-offline >"$log" 2>&1) || fail "npm ci failed: $(tail -n 5 "$log")"
  rm -f "$log"
  printf '%s' "$wanted" >"$installed"
}

use_node
use_packages
export PATH NODE_NO_WARNINGS=1
