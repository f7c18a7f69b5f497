"""Every place where the book rests on the insides of Furo, Sphinx, MyST-NB or Vega.

None of these is promised by its project. ``upstream.toml`` holds the digest of each upstream file
as it was when the place here was last read against it; a test compares them with what is
installed. When one differs: read the difference, adapt the place, then write the new digest
(``digest``).
"""

import hashlib
import tomllib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

UNUSED_STYLES = ("mystnb", "furo-extensions.css")
"""Looks of notebooks and of extensions that the book does not have; book.css says what it needs."""
UNUSED_SCRIPTS = (
    "furo.js",
    "documentation_options.js",
    "doctools.js",
    "sphinx_highlight.js",
)
"""Furo's script measures every heading at each scroll: static/frame.js asks the browser instead.
Sphinx's are for its own search page: static/search.js replaces it."""


@dataclass(frozen=True)
class Hook:
    """A file of another project, what here rests on it, and why."""

    package: str
    file: str
    used_by: str
    reason: str
    digest: str

    @property
    def path(self) -> Path:
        """Return where the file is installed."""
        spec = find_spec(self.package)
        if spec is None or not spec.submodule_search_locations:
            raise FileNotFoundError(f"{self.package} is not installed")
        return Path(spec.submodule_search_locations[0]) / self.file


def digest(path: Path) -> str:
    """Return the digest of a file as ``HOOKS`` writes it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


HOOKS = tuple(
    Hook(**hook)
    for hook in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["hook"]
)
