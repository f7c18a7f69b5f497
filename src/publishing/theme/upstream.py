"""Every place where the book rests on the insides of Furo, Sphinx, MyST-NB or Vega.

None of these is promised by its project. A ``Hook`` holds the digest of each upstream file as it
was when the place here was last read against it; a test compares them with what is installed. When
one differs: read the difference, adapt the place, then write the new digest (``digest``).
"""

from __future__ import annotations

import hashlib
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


HOOKS = (
    Hook(
        "furo",
        "theme/furo/page.html",
        "templates/frame.html",
        "landmarks with one name each and a menu without JavaScript need a frame of our own",
        "ad8bad98317b2e09",
    ),
    Hook(
        "furo",
        "theme/furo/base.html",
        "templates/page.html, templates/frame.html (blocks site_meta, htmltitle, body, scripts)",
        "its inline script fails where storage is denied; the page's policy names ours by digest",
        "c6b65a3fc4089f83",
    ),
    Hook(
        "furo",
        "theme/furo/search.html",
        "templates/search.html",
        "extended, so that the page says what it does in sentences of its own",
        "95755b01ed85cf27",
    ),
    Hook(
        "furo",
        "__init__.py",
        "navigation.py, markup/scroll_region.py, assets.py",
        "without a toctree in the context it makes no menu; it wraps tables; it adds furo.js",
        "195f45a5137d427e",
    ),
    Hook(
        "furo",
        "theme/furo/static/styles/furo.css",
        "static/look.css, static/book.css, static/modes.css",
        "our sheets override its rules by class and variable",
        "177f116312144008",
    ),
    Hook(
        "sphinx",
        "search/__init__.py",
        "static/search.js, site_files.py",
        "the shape of searchindex.js: docnames, titles, terms, titleterms, alltitles, indexentries",
        "ca8113483b4334d2",
    ),
    Hook(
        "sphinx",
        "search/en.py",
        "static/search.js",
        "language_data.js has the stemmer and the common words, by the names Stemmer and stopwords",
        "bcb7bb3f929c45c3",
    ),
    Hook(
        "sphinx",
        "writers/html5.py",
        "markup/table_cells.py",
        "the visitor of table cells is replaced, to give them headers and labels",
        "2a613e5803dc217d",
    ),
    Hook(
        "sphinx",
        "builders/html/__init__.py",
        "metadata.py, site_files.py",
        "the viewport it adds a second time is taken out; pages get css_files and script_files",
        "90e7dfb905da9f3e",
    ),
    Hook(
        "myst_nb",
        "sphinx_.py",
        "markup/code_cells.py, downloads/notebooks.py",
        "code cells are known by nb_element and cell_metadata; the folding of code is replaced",
        "fd3602307e59f5e2",
    ),
    Hook(
        "myst_nb",
        "core/execute/cache.py",
        "core/output_cache.py",
        "the cache of outputs lies in a folder named by a digest of what the cells read",
        "573c1e85e84e0a22",
    ),
    Hook(
        "notfound",
        "extension.py",
        "site_files.py, templates/404.html",
        "its page is made from our template, with every address from the site's base path",
        "64327722ecda63c7",
    ),
    Hook(
        "sphinx_reredirects",
        "__init__.py",
        "site_files.py, templates/redirect.html",
        "its pages are made from our template, whose only placeholder is to_uri",
        "915f7d8e280f6732",
    ),
)
