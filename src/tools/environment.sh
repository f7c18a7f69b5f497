#!/usr/bin/env bash
# Makes .venv/ with exactly the locked packages. Safe to run again at any time:
# a half-made environment is thrown away, and .venv/ready is written last.
set -euo pipefail

python=${1:-python3}
say() { printf 'environment: %s\n' "$*" >&2; }

if ! command -v "$python" >/dev/null; then
  say "no '$python' on this machine. Install Python 3.11 or newer, or name one: make PYTHON=/path/to/python book"
  exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  say "$("$python" --version) is too old. Install Python 3.11 or newer, or name one: make PYTHON=/path/to/python book"
  exit 1
fi
say "installing the locked packages into .venv/ (once; about a minute)"
rm -rf .venv
if ! "$python" -m venv .venv; then
  say "could not make .venv/. On Debian or Ubuntu install the package python3-venv; check that the disk has room."
  exit 1
fi
# Packages are compiled once here, so that each kernel starts quickly.
unset PYTHONDONTWRITEBYTECODE
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.txt; then
  say "installing failed (see above). Is the package index reachable? Run the same command again when it is."
  exit 1
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
.venv/bin/python -m pip check
touch .venv/ready
