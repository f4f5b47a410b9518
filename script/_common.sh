# shellcheck shell=bash
# Shared by the scripts beside it: an environment with the locked packages, and WeasyPrint's shared libraries.
# Read with `source`; leaves the caller in the root of the project.

UV_VERSION=0.13.9
WEASYPRINT_PACKAGES=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
export UV_PYTHON_DOWNLOADS=never UV_LINK_MODE=copy PYTHONUNBUFFERED=1

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

# The first Python that fits; PYTHON=… chooses another.
find_python() {
  local candidate
  for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  stop "Python 3.11, 3.12 of 3.13 ontbreekt: installeer het (op Debian 12: apt-get install python3 python3-pip)."
}

# Makes .venv with requirements/<base|test>.txt, unless the stamp says that it stands there already.
need_environment() {
  local wanted=$1 python stamp
  [ -f .venv/stamp-test ] && wanted="test"
  python=$(find_python) || exit 1
  stamp=$(cat "requirements/$wanted.txt" <(echo "$UV_VERSION") <("$python" -VV) | sha256sum)
  if [ -x .venv/bin/python ] && [ "$(cat ".venv/stamp-$wanted" 2>/dev/null)" = "$stamp" ]; then
    return
  fi
  say "Pakketten installeren in .venv …"
  need_uv "$python"
  rm -f .venv/stamp-*
  .tools/bin/uv venv --quiet --allow-existing --python "$python" .venv \
    || stop "Kan geen virtuele omgeving maken in .venv; verwijder die map en probeer het opnieuw."
  .tools/bin/uv pip sync --quiet --require-hashes --compile-bytecode --python .venv/bin/python "requirements/$wanted.txt" \
    || stop "Kan de pakketten uit requirements/$wanted.txt niet installeren: is PyPI (of uw eigen spiegel) bereikbaar?"
  echo "$stamp" > ".venv/stamp-$wanted"
}

# `pip install --target` works on a bare Debian, where venv and a plain `pip install` both refuse.
need_uv() {
  if [ "$(.tools/bin/uv --version 2>/dev/null | cut -d' ' -f2)" = "$UV_VERSION" ]; then
    return
  fi
  "$1" -m pip --version >/dev/null 2>&1 || stop "pip ontbreekt bij $1: installeer het (op Debian: apt-get install python3-pip)."
  "$1" -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
    --upgrade --target .tools "uv==$UV_VERSION" \
    || stop "Kan uv $UV_VERSION niet installeren met pip: is PyPI (of uw eigen spiegel) bereikbaar?"
}

# Prints nothing and succeeds where this user may install Debian packages.
may_install() {
  command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }; }
}

apt_install() {
  local as=()
  [ "$(id -u)" = 0 ] || as=(sudo -n)
  "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q -o DPkg::Lock::Timeout=120 >/dev/null 2>&1
  "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o DPkg::Lock::Timeout=120 "$@" >/dev/null 2>&1
}

# By the names of Debian, which takes no time; otherwise by asking WeasyPrint itself.
have_weasyprint() {
  .venv/bin/python -c '
import ctypes
for name in ("gobject-2.0.so.0", "pango-1.0.so.0", "harfbuzz.so.0", "fontconfig.so.1", "pangoft2-1.0.so.0", "harfbuzz-subset.so.0"):
    ctypes.CDLL("lib" + name)' >/dev/null 2>&1 || { ! command -v apt-get >/dev/null && .venv/bin/python -c 'import weasyprint' >/dev/null 2>&1; }
}

# Without rights the packages are unpacked in .sysroot, and everything started from here finds them there.
need_weasyprint() {
  [ -d .sysroot/usr ] && use_sysroot
  have_weasyprint && return
  say "Bibliotheken voor PDF's installeren …"
  may_install && apt_install "${WEASYPRINT_PACKAGES[@]}"
  have_weasyprint && return
  command -v apt-get >/dev/null && unpack_beside
  have_weasyprint \
    || stop "Bibliotheken voor PDF's ontbreken: installeer de Debian-pakketten ${WEASYPRINT_PACKAGES[*]}."
}

unpack_beside() {
  mkdir -p .sysroot/{lists,archives}/partial .sysroot/debs
  local apt=(-q -o "Dir::State::Lists=$PWD/.sysroot/lists" -o "Dir::Cache=$PWD/.sysroot" -o "Debug::NoLocking=1")
  local packages
  apt-get "${apt[@]}" update >/dev/null 2>&1
  packages=$(apt-get "${apt[@]}" install -s --no-install-recommends "${WEASYPRINT_PACKAGES[@]}" 2>/dev/null \
    | awk '/^Inst/ {print $2}')
  # shellcheck disable=SC2086 # a list of names
  (cd .sysroot/debs && apt-get "${apt[@]}" download $packages >/dev/null 2>&1)
  local deb
  for deb in .sysroot/debs/*.deb; do
    [ -f "$deb" ] && dpkg-deb -x "$deb" .sysroot
  done
  rm -rf .sysroot/{lists,archives,debs} .sysroot/*.bin
  use_sysroot
}

use_sysroot() {
  local folder
  for folder in "$PWD"/.sysroot/usr/lib/*-linux-gnu "$PWD"/.sysroot/lib/*-linux-gnu; do
    [ -d "$folder" ] && LD_LIBRARY_PATH="$folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
  done
  export LD_LIBRARY_PATH
}

# Whether something listens on this port of this machine.
answers() {
  (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null
}

free_port() {
  .venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
