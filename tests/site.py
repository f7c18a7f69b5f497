"""The built site as tests read it: parsed pages, a server, and a browser."""

import contextlib
import copy
import functools
import gzip
import json
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from inspections.drawing import FIGURE_MIME
from publishing.core.project import ROOT
from publishing.downloads.data_files import DOWNLOADS_DIR
from tests.book import register
from tools.approval.approved_outputs import REFERENCES


class Quiet(SimpleHTTPRequestHandler):
    """A file server that keeps its log to itself."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@functools.lru_cache(maxsize=512)
def _gzipped(file: Path, _written: int) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)


class Published(Quiet):
    """Serves as the book's host does: compressed, and below the path of its homepage."""

    def do_GET(self) -> None:
        """Answer with the file's bytes, gzipped."""
        path, base = self.path.partition("?")[0], home()
        file = Path(self.translate_path("/" + path.removeprefix(base)))
        if not path.startswith(base) or not file.is_file():
            self.send_error(404)
            return
        body = _gzipped(file, file.stat().st_mtime_ns)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def home() -> str:
    """Return the path below which the book is published, with a slash at both ends."""
    return urlsplit(register().package.descriptor["homepage"]).path


@contextlib.contextmanager
def published(folder: Path) -> Iterator[str]:
    """Serve ``folder`` as it is published; yield the address of the front page."""
    with served(folder, Published) as found:
        yield found + home()


@contextlib.contextmanager
def served(folder: Path, kind: type[Quiet] = Quiet) -> Iterator[str]:
    """Serve ``folder`` on this machine; yield its address."""
    handler = functools.partial(kind, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


UNITS_TRIED = ("northamptonshire", "oxfordshire", "places", "places-s", "tameside", "west-kent")
UNITS_TRIED += ("york",)
"""Pages of units that stand for all, which one template makes: inspected twice, never, the list of
places, the longest of small ones, gone since, with the most to say, with a report missing."""


KINDS = {
    "front page": "index.html",
    "story with a board": "chapters/what-changed.html",
    "evidence with figures": "chapters/keeping-people-safe.html",
    "look-up": "chapters/your-area.html",
    "unit": "units/northamptonshire.html",
    "unit never rated": "units/york.html",
    "card to embed": "units/northamptonshire/card.html",
    "places": "units/places.html",
    "ledger": "chapters/every-number.html",
    "filter": "chapters/every-finding.html",
    "questions": "chapters/open-questions.html",
    "glossary": "chapters/glossary.html",
    "exercises": "chapters/exercises.html",
    "sample": "chapters/what-a-sample-can-tell.html",
    "data": "chapters/use-the-data.html",
    "teaching": "chapters/teach-with-this.html",
    "search": "search.html?q=caseload",
    "missing": "404.html",
    "moved": "chapters/what-worked.html",
}
"""A page of every kind, by what is peculiar to it."""


def chapters(folder: Path) -> list[Path]:
    """Return the file of every chapter, in order, without the addresses of pages that moved."""
    files = [path for path in sorted(folder.glob("chapters/*.html")) if not is_redirect(path)]
    assert len(files) >= 17
    return files


def is_redirect(page: Path) -> bool:
    """Return True if a file is the old address of a page that moved."""
    return "<title>This page has moved</title>" in page.read_text(encoding="utf-8")


def all_pages(folder: Path) -> list[str]:
    """Return the address of every page below the front page's, in order; of units those tried.

    The sheets of the teacher's pack are files to download: ``test_teaching_pack`` reads them.
    """
    files = [path.relative_to(folder) for path in folder.rglob("*.html") if not is_redirect(path)]
    files = [file for file in files if file.parts[0] != DOWNLOADS_DIR]
    tried = [file for file in files if file.parts[0] != "units" or file.stem in UNITS_TRIED]
    assert len(tried) >= 17 + len(UNITS_TRIED)
    return sorted(file.as_posix() for file in tried)


@functools.lru_cache(maxsize=48)
def _parsed(page: Path, _written: int) -> BeautifulSoup:
    # As html5lib would, in less than half its time: every page is valid HTML (test_valid_html).
    return BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")


def parsed(page: Path) -> BeautifulSoup:
    """Return a page as a browser would parse it: a copy, to be changed at will."""
    copied = BeautifulSoup("", "html.parser")  # the other parser would give it a head of its own
    for part in _parsed(page, page.stat().st_mtime_ns).contents:
        copied.append(copy.copy(part))
    return copied


def article(page: Path) -> Tag:
    """Return what a page says: its article, without menus; a copy, to be changed at will."""
    found = _parsed(page, page.stat().st_mtime_ns).select_one("article")
    assert found is not None, f"{page} has no article"
    return copy.copy(found)


def approved_figures() -> dict[str, list[dict[str, Any]]]:
    """Return the figures of each page as last approved, in order, by the page's address."""
    found = {}
    for path in sorted((ROOT / REFERENCES).glob("*.json")):
        cells = json.loads(path.read_text(encoding="utf-8"))
        shown = [output["data"] for cell in cells for output in cell["outputs"] if "data" in output]
        page = "index.html" if path.stem == "index" else f"chapters/{path.stem}.html"
        found[page] = [each[FIGURE_MIME] for each in shown if FIGURE_MIME in each]
    assert sum(map(len, found.values())) >= 5
    return {page: figures for page, figures in found.items() if figures}
