"""Zip archives that are the same bytes for the same content."""

import io
import zipfile
from collections.abc import Container, Mapping

BEGINNING = zipfile.ZipInfo("").date_time
"""The earliest time that the format knows, for every file."""


def zip_bytes(files: Mapping[str, bytes], *, bare: Container[str] = ()) -> bytes:
    """Return an archive of files by name, in the order given; those in ``bare`` as they are."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compresslevel=9) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name in bare else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16  # Unix mode, in the upper half: APPNOTE.TXT, 4.4.15
            archive.writestr(entry, content)
    return target.getvalue()
