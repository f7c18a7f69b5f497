"""Every place where the book rests on the insides of Furo, Sphinx or MyST-NB.

None of these is promised by its project. ``upstream.toml`` holds the digest of each upstream file
as it was when the place here was last read against it. When one differs: read the difference,
adapt the place, then write the new digest.
"""

import hashlib
import re
import tomllib
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest

from publishing.core.project import ROOT
from publishing.theme import assets

THEME = ROOT / "src" / "publishing" / "theme"


def installed(hook) -> Path:
    """Return where the file of another project is installed."""
    return Path(find_spec(hook.package).submodule_search_locations[0]) / hook.file


def digest(path: Path) -> str:
    """Return the digest of a file as ``HOOKS`` writes it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


HOOKS = tuple(
    SimpleNamespace(**hook)
    for hook in tomllib.loads(Path(__file__).with_name("upstream.toml").read_text("utf-8"))["hook"]
)


def advice(hook, path) -> str:
    """What to do about an upstream file that is not the one that was read, or ''."""
    if digest(path) == hook.digest:
        return ""
    return (
        f"{hook.package}/{hook.file} changed: read the difference, adapt {hook.used_by} "
        f"({hook.reason}), then approve it: write digest {digest(path)} into upstream.toml"
    )


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: f"{hook.package}/{hook.file}")
def test_the_files_the_book_rests_on_are_those_that_were_read(hook):
    assert advice(hook, installed(hook)) == ""


def test_a_changed_file_is_named_with_what_rests_on_it(tmp_path):
    changed = tmp_path / "page.html"
    changed.write_bytes(installed(HOOKS[0]).read_bytes() + b"<!-- new -->")
    said = advice(HOOKS[0], changed)
    assert said.startswith("furo/theme/furo/page.html changed: read the difference")
    assert "templates/frame.html" in said
    assert digest(changed) in said


def test_what_rests_on_them_is_there():
    named = {
        name for hook in HOOKS for name in re.findall(r"[\w/]+\.(?:py|html|css|js)", hook.used_by)
    }
    assert len(named) > 10
    lost = [
        name
        for name in named
        if not any((folder / name).is_file() for folder in (THEME, THEME.parent))
    ]
    assert lost == []


def test_every_sheet_and_script_is_named_in_the_order_of_joining():
    files = {path.name for path in assets.STATIC.glob("*.css")}
    assert files == {*assets.STYLES, *assets.SELECTED}
    parts = {part for parts in assets.SCRIPTS.values() for part in parts}
    assert {path.name for path in assets.STATIC.glob("*.js")} == parts | {"redirect.js"}
    assert len(files) == len(assets.STYLES) + len(assets.SELECTED) >= 9
