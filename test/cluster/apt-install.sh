#!/bin/sh
# Installs Debian packages without starting their services: ./apt-install.sh PACKAGE...
# Waits for whoever is installing already, such as a fresh machine's first upgrade.
set -eu
patience=600

folder="${XDG_CACHE_HOME:-$HOME/.cache}/mcp-system"
mkdir -p "$folder"
exec 9>"$folder/apt.lock"
# `apt-get update` deletes packages that another apt-get is about to unpack.
flock --timeout "$patience" 9 || { echo "another $0 holds $folder/apt.lock" >&2; exit 1; }

# The cluster runs these programs itself.
policy=/usr/sbin/policy-rc.d
if ! [ -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
fi

export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
deadline=$(($(date +%s) + patience))
# apt-get waits for dpkg's lock where it is told to, but never for that of the package lists.
until said=$(LC_ALL=C apt-get update -qq 2>&1 9>&-); do
  case "$said" in *'Could not get lock'*) ;; *) echo "$said" >&2; exit 1 ;; esac
  [ "$(date +%s)" -lt "$deadline" ] || { echo "$said" >&2; exit 1; }
  sleep 1
done
apt-get install -y -qq -o DPkg::Lock::Timeout="$patience" --no-install-recommends "$@" 9>&-
