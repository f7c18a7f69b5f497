#!/usr/bin/env bash
# Fills .venv/ with exactly the locked packages: the book's, and with "dev" those of the tests too.
#
#   bash src/tools/environment.sh PYTHON [dev]
#
# Safe to run at any time. What .venv/ holds is known by a digest of the lock files, so neither a
# release nor another branch with the same locks installs anything, and a changed lock changes only
# what differs. An environment that does not work is made again.
set -euo pipefail

python=$1 group=${2:-book}
say() { printf 'environment: %s\n' "$*" >&2; }
stop() { say "$@"; exit 1; }
digest() { cat "$@" | cksum | tr -d ' '; }

# Once the packages of the tests are there, they stay.
[[ $(cat .venv/installed 2>/dev/null) == dev\ * ]] && group=dev
locks=(requirements.txt)
[[ $group == dev ]] && locks+=(requirements-dev.txt)
wanted="$group $(digest "${locks[@]}") $PWD"
if [[ $(cat .venv/installed 2>/dev/null) == "$wanted" ]] && .venv/bin/python -c "import tools" 2>/dev/null; then
  exit 0
fi

command -v "$python" >/dev/null ||
  stop "no '$python' on this machine. Install Python 3.11 or newer, or name one: make PYTHON=/path/to/python book"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  stop "$("$python" --version) is too old. Install Python 3.11 or newer, or name one: make PYTHON=/path/to/python book"
began=$SECONDS
[[ ! -f .venv/installed || $(cat .venv/installed) == *" $PWD" ]] || rm -rf .venv # it was moved
rm -f .venv/installed
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  rm -rf .venv
  "$python" -m venv .venv ||
    stop "could not make .venv/. On Debian or Ubuntu install the package python3-venv; check that the disk has room."
fi

# pip fetches the locked uv alone; uv fetches the rest, and compiles it so that kernels start quickly.
uv=$(sed -n 's/^uv==\([0-9.]*\).*/\1/p' requirements.txt)
offline="the packages could not be fetched (see above). Is the package index reachable? Run the same command again when it is."
if [[ $(.venv/bin/uv --version 2>/dev/null) != "uv $uv"* ]]; then
  sed -n '/^uv==/,/[^\\]$/p' requirements.txt >.venv/uv.txt
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r .venv/uv.txt ||
    stop "$offline"
fi
unset PYTHONDONTWRITEBYTECODE
# Where nothing can be kept for next time, nothing is.
mkdir -p "${UV_CACHE_DIR:-${XDG_CACHE_HOME:-${HOME:-}/.cache}/uv}" 2>/dev/null || export UV_NO_CACHE=1
.venv/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes --compile-bytecode "${locks[@]}" ||
  stop "$offline"
.venv/bin/python - "$PWD/src" <<'END'
import pathlib, sys, sysconfig
pathlib.Path(sysconfig.get_path("purelib"), "book.pth").write_text(sys.argv[1] + "\n")
END
echo "$wanted" >.venv/installed
[[ ${CI:-} == true ]] || say "ready in .venv/, $((SECONDS - began)) s"
