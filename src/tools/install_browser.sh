#!/usr/bin/env bash
# Installs the browser that the tests drive, where that can be done without asking: as root on
# Debian or Ubuntu. `make test` runs it when no browser is found; nothing else does.
set -euo pipefail

if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
  echo "browser: installing Debian's chromium-headless-shell (or else chromium) and" \
    "fonts-liberation, which the tests need" >&2
  log=$(mktemp)
  install() { apt-get install --yes --no-install-recommends "$1" fonts-liberation; }
  { apt-get update && { install chromium-headless-shell || install chromium; }; } \
    >"$log" 2>&1 || { tail -5 "$log" >&2; exit 1; }
fi
