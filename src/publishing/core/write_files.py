"""Writes files beside the pages of a site, the same bytes on every machine."""

import hashlib
from collections.abc import Mapping
from pathlib import Path


def put(site: str | Path, files: Mapping[str, str | bytes]) -> None:
    """Write files by their place in the site; texts are UTF-8 with Unix line ends."""
    for name, content in files.items():
        file = Path(site, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def with_version(address: str, content: str | bytes) -> str:
    """Return a file's address with a digest of its content: no cache serves an older one."""
    held = content.encode() if isinstance(content, str) else content
    return f"{address}?v={hashlib.sha256(held).hexdigest()[:8]}"
