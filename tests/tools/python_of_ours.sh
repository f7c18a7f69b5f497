#!/bin/sh
# Stands for Python and for uv: as old as VERSION says, without a way to the package index unless
# NET is set. What is asked of pip and uv is noted in the file "asked".
case "$1$2" in
    --version) echo "${UV:-Python $VERSION}" ;;
    -c*) test "$VERSION" != 3.9.2 ;;
    -mvenv) test -z "$NO_VENV" && mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    -mpip)
        test "$3" = --version && test -x .venv/bin/python && exit
        echo "pip $*" >> asked
        test -n "$NET" && cp "$0" .venv/bin/uv && exit
        echo "ERROR: Could not find a version" >&2
        exit 1 ;;
    pipsync) echo "uv $*" >> asked; test -n "$NET" ;;
    -/*) cat > /dev/null ;;
esac
