"""Every place where the book rests on the insides of Furo, Sphinx, MyST-NB and their like.

None of these is promised by its project. ``upstream.toml`` holds the digest of each upstream file
as it was when the place here was last read against it. When one differs: read the difference,
adapt the place, then write the new digest. What is imported is in it, or is documented.
"""

import hashlib
import re
import tomllib
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest

from publishing.core.project import ROOT
from publishing.theme import assets
from tests.test_imports import CODE, imports, sources

THEME = CODE / "publishing" / "theme"
LISTED = tomllib.loads(Path(__file__).with_name("upstream.toml").read_text("utf-8"))


def file_of(name: str) -> Path:
    """Return the file of the innermost module that a dotted name leads through."""
    packages = Path(find_spec(name.split(".")[0]).origin).parents[1]
    path = packages / name.replace(".", "/")
    found = ([each.with_suffix(".py"), each / "__init__.py"] for each in (path, *path.parents))
    return next(file for pair in found for file in pair if file.is_file())


def installed(hook) -> Path:
    """Return where the file of another project is installed."""
    return file_of(hook.package).parent / hook.file


def digest(path: Path) -> str:
    """Return the digest of a file as ``upstream.toml`` has it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def present(hook) -> str:
    """Return what ``digest`` is compared with: a version where there is no file to read."""
    return digest(installed(hook)) if hook.file else version(hook.package)


HOOKS = tuple(SimpleNamespace(**hook) for hook in LISTED["hook"])
FILES = {installed(hook) for hook in HOOKS if hook.file}
DOCUMENTED = [name for names in LISTED["documented"].values() for name in names]
PROJECTS = {name.split(".")[0] for name in DOCUMENTED} | {hook.package for hook in HOOKS}


def advice(hook, now: str) -> str:
    """What to do about an upstream file that is not the one that was read, or ''."""
    if now == hook.digest:
        return ""
    return (
        f"{hook.package}/{hook.file} changed: read the difference, adapt {hook.used_by} "
        f"({hook.reason}), then approve it: write digest {now} into upstream.toml"
    )


def unlisted(source: str) -> list[str]:
    """What to do about each import that neither its project documents nor the list has."""
    names = {name for name in imports(source) if name.split(".")[0] in PROJECTS}
    return [
        f"{name}: import what its project documents and name it under [documented] in "
        f"upstream.toml, or list {file} there with its digest {digest(file)}"
        for name in sorted(names)
        if not any(each.startswith(f"{name}.") for each in names)
        if not any(f"{name}.".startswith(f"{each}.") for each in DOCUMENTED)
        if (file := file_of(name)) not in FILES
    ]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: f"{hook.package}/{hook.file}")
def test_the_files_the_book_rests_on_are_those_that_were_read(hook):
    assert advice(hook, present(hook)) == ""


def test_a_changed_file_is_named_with_what_rests_on_it(tmp_path):
    changed = tmp_path / "page.html"
    changed.write_bytes(installed(HOOKS[0]).read_bytes() + b"<!-- new -->")
    said = advice(HOOKS[0], digest(changed))
    assert said.startswith("furo/theme/furo/page.html changed: read the difference")
    assert "templates/frame.html" in said
    assert digest(changed) in said


def test_what_is_imported_is_documented_or_listed():
    modules = sources(CODE)
    assert len(modules) > 100
    assert {path: said for path, text in modules.items() if (said := unlisted(text))} == {}


def test_an_import_of_what_no_project_promises_is_told():
    private = "from sphinx import addnodes\nfrom sphinx.environment.collectors.toctree import a, b"
    (first, second) = unlisted(private)
    assert first.startswith("sphinx.environment.collectors.toctree.a: import what its project doc")
    assert "collectors/toctree.py there with its digest" in second
    assert unlisted("import furo, yaml\nfrom myst_nb.core.render import MimeData") == []


def test_what_rests_on_them_is_there():
    named = {
        name for hook in HOOKS for name in re.findall(r"[\w/]+\.(?:py|html|css|js)", hook.used_by)
    }
    assert len(named) > 10
    lost = [
        name
        for name in named
        if not any((home / name).is_file() for home in (THEME, THEME.parent, CODE, ROOT))
    ]
    assert lost == []


def test_every_sheet_and_script_is_named_in_the_order_of_joining():
    files = {path.name for path in assets.STATIC.glob("*.css")}
    assert files == {*assets.STYLES, *assets.SELECTED}
    parts = {part for parts in assets.SCRIPTS.values() for part in parts}
    assert {path.name for path in assets.STATIC.glob("*.js")} == parts | {"redirect.js"}
    assert len(files) == len(assets.STYLES) + len(assets.SELECTED) >= 9
