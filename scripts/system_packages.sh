#!/usr/bin/env bash
# Install the Debian packages that a purpose needs: `system_packages.sh run|test`.
# When all are there it only looks. A server that Debian starts on its own is never used by us.
set -euo pipefail

python=${PYTHON:-python3}
packages=(
  gettext                                # compiles the translations
  libpango-1.0-0 libpangoft2-1.0-0       # text layout of the certificates
  libharfbuzz0b libharfbuzz-subset0      # shaping, and fonts cut to the letters used
  libthai0 libthai-data                  # where Thai lines may break
  poppler-utils                          # the first page of a PDF as a picture
  tzdata
)
if [[ ${1:?purpose: run or test} == test ]]; then
  packages+=(chromium-headless-shell postgresql redis-server softhsm2)
fi

if ! command -v "$python" >/dev/null; then
  packages+=(python3 python3-venv)
elif ! "$python" -c 'import ensurepip' 2>/dev/null; then
  packages+=("$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')")
fi

installed=$(dpkg-query --show --showformat '${db:Status-Status} ${Package}\n' "${packages[@]}" 2>/dev/null || true)
missing=()
for package in "${packages[@]}"; do
  grep -qx "installed $package" <<<"$installed" || missing+=("$package")
done
((${#missing[@]})) || exit 0

as_root=()
if ((EUID != 0)); then
  as_root=(sudo)
  # With a terminal sudo may ask for the password; without one it must not wait for it.
  if ! { sudo -n true || { [[ -t 0 ]] && sudo true; }; } 2>/dev/null; then
    echo "Missing system packages: ${missing[*]} (no rights to install them: apt-get install them as root)" >&2
    exit 1
  fi
fi

echo "Installing system packages: ${missing[*]}"
mkdir -p var
apt_get() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -o DPkg::Lock::Timeout=300 "$@" </dev/null >>var/system-packages.log 2>&1
}
if ! { apt_get update && apt_get install --yes --no-install-recommends "${missing[@]}"; }; then
  tail -n 20 var/system-packages.log >&2
  echo "Could not install system packages: ${missing[*]} (all of it in var/system-packages.log)" >&2
  exit 1
fi
