"""The settings of the book, and its menu.

No key stands in ``_config.yml`` that nothing heeds, or that lets a fault pass. The words of the
menu, in ``_toc.yml``, are seen on every page, so the rules for prose hold for them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml
from pygments.styles import get_all_styles

from inspections.checks.forms import misfits
from inspections.checks.rules.text import HTML
from inspections.package.names import did_you_mean
from inspections.register import Register
from publishing.core.project import CONTENTS, SETTINGS as FILE, page_files, read_settings
from publishing.records.load_register import register_of
from tools.lint import prose
from tools.lint.markdown_page import Block, Fault, MarkdownPage
from tools.lint.registered_markup import registered_markup

_SHOWN = ("title", "caption")

MOST_SECONDS = 600
"""For which any cell may run."""

STRICT = {
    "only_build_toc_files": False,
    "execute.execute_notebooks": "cache",
    "execute.allow_errors": False,
    "execute.stderr_output": "error",
    "sphinx.config.suppress_warnings": [],
    "sphinx.config.nb_execution_raise_on_error": True,
}
"""Settings without which a build would let faults pass, and what each must be."""


def check(root: Path) -> list[str]:
    """Return every fault of the settings and of the menu, a line each."""
    menu = menu_faults((root / CONTENTS).read_text(encoding="utf-8"), register_of(root))
    return [*setting_faults(root), *(f"{CONTENTS}:{line}: {advice}" for line, advice in menu)]


def setting_faults(root: Path) -> list[str]:
    """Return every fault of the settings, a line each; the file is YAML and holds a mapping."""
    settings = read_settings(root)
    faults = [*map(str, misfits(FILE.name, settings, _schema()))]
    if not faults:
        faults = [*_lax(settings), *limit_faults(settings), *_redirects(settings, root)]
        faults += _not_there(_config(settings), root)
    return faults


def _schema() -> dict[str, Any]:
    """Return Jupyter Book's schema of settings, without importing all of it."""
    text = (files("jupyter_book") / "config_schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    config: dict[str, Any] = {name: {} for name in registered_markup().settings}
    schema["properties"]["only_build_toc_files"] = {"type": "boolean"}
    schema["properties"]["sphinx"]["properties"]["config"]["properties"] = config
    return _closed(schema)


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that allows no names but its own, at any depth, and says what to do."""
    parts = {name: _closed(part) for name, part in schema.get("properties", {}).items()}
    own = {"properties": parts, "additionalProperties": False} if parts else {}
    words = {"unknown": "there is no such setting", "advice": "write it as the last commit has it"}
    return {**schema, **own, **words}


def _lax(settings: Mapping[str, Any]) -> Iterator[str]:
    for place, required in STRICT.items():
        value: Any = settings
        for name in place.split("."):
            value = value.get(name) if isinstance(value, Mapping) else None
        if value != required or type(value) is not type(required):
            written = json.dumps(required)
            yield f"{FILE}: {place} must be {written}: otherwise faults pass without a word"


def _redirects(settings: Mapping[str, Any], root: Path) -> Iterator[str]:
    names = {page.relative_to(root).with_suffix("").as_posix() for page in page_files(root)}
    redirects = _config(settings).get("redirects") or {}
    if not isinstance(redirects, Mapping):
        yield f"{FILE}: redirects: write each as a line, the old address, a colon and the new one"
        return
    for old, new in redirects.items():
        target = (Path(old).parent / str(new).partition("#")[0]).with_suffix("").as_posix()
        if old in names:
            yield f"{FILE}: redirects: {old} is a page that is there; take the line out"
        elif "://" not in str(new) and target not in names:
            near = did_you_mean(target, names, otherwise="name a page")
            yield f"{FILE}: redirects: {old} leads to {new}, where no page is; {near}"


def _config(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the settings for Sphinx; none where there are none."""
    config = (settings.get("sphinx") or {}).get("config")
    return config if isinstance(config, Mapping) else {}


def _not_there(config: Mapping[str, Any], root: Path) -> Iterator[str]:
    """Yield what settings name that is not here: an extension, a style, a folder."""
    for name in _listed(config, "extensions"):
        if not _is_module(str(name)):
            yield f"{FILE}: extensions: there is no '{name}' here; correct the name"
    for name in _listed(config, "html_static_path"):
        if not (root / str(name)).is_dir() or Path(str(name)).is_absolute():
            yield f"{FILE}: html_static_path: the book has no folder '{name}'; correct the name"
    styles = {*get_all_styles()}
    if (style := str(config.get("pygments_style") or "")) and style not in styles:
        near = did_you_mean(style, styles, otherwise="write it as the last commit has it")
        yield f"{FILE}: pygments_style: there is no style '{style}'; {near}"


def _listed(config: Mapping[str, Any], name: str) -> list[Any]:
    value = config.get(name) or []
    return value if isinstance(value, list) else [value]


def _is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def limit_faults(settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield a fault unless the settings say for how many seconds a cell may run."""
    limit: Any = (settings.get("execute") or {}).get("timeout")
    if type(limit) not in (int, float) or not 0 < limit <= MOST_SECONDS:
        yield (
            f"{FILE}: execute.timeout must say how many seconds a cell may run, {MOST_SECONDS} at "
            "most: write, for instance, 'timeout: 120' below 'execute:'"
        )


# --- the menu ------------------------------------------------------------------------------------


def menu_faults(text: str, register: Register) -> list[Fault]:
    """Return every fault of the words of the menu, in order."""
    faults, captions, blocks = list[Fault](), set[str](), list[Block]()
    for name, label, line in _words(yaml.compose(text)):
        blocks.append(Block("title", line, " ".join(label.split())))
        if not label.strip():
            advice = f"the {name} is empty: write what the menu shows, or take the line out"
            faults.append((line, advice))
        elif markup := HTML.search(label):
            faults.append((line, f"the {name} has HTML in it, {markup[0]}: write plain text"))
        elif name == "caption" and label in captions:
            advice = f"the caption '{label}' stands twice: give each part one of its own"
            faults.append((line, advice))
        captions |= {label} if name == "caption" else set()
    return sorted([*faults, *prose.faults(MarkdownPage("", tuple(blocks)), register)])


def _words(node: yaml.Node | None) -> Iterator[tuple[str, str, int]]:
    """Yield each title and caption below a part of the contents, with its line."""
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _words(child)
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value in _SHOWN and isinstance(value, yaml.ScalarNode):
                text = "" if re.fullmatch("~|null", value.value) else value.value
                yield name.value, text, value.start_mark.line + 1
            else:
                yield from _words(value)
