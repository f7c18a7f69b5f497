"""Checks that settings, contents and pages can be read and fit, before a program fails on them."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from sphinx_external_toc.parsing import MalformedError, parse_toc_yaml

from inspections.errors import UserError
from inspections.package import tables
from inspections.package.names import did_you_mean
from publishing.core.project import CONTENTS, SETTINGS, page_files, prose_files

OPTIONAL = (
    *("CITATION.cff", "data/datapackage.json", "*.toml", "src/tools/lint/*.toml"),
    *("src/publishing/core/*.toml", "src/publishing/theme/*.toml"),
)
"""Other settings that maintainers edit; the code in which some of them lie may be installed."""
STYLE_WORDS_FILE = "src/tools/lint/style_words.toml"
_CHECKOUT = "git checkout --"


MOST_BYTES, LONGEST_LINE = 100_000, 2_000
"""The largest page that is read, and its longest line: far more than a page of the book has."""


_PROSE = (".md", ".markdown", ".mdown", ".rst", ".txt", ".ipynb", ".docx", ".odt")
"""Endings of files that somebody may take for pages."""


class _Once(yaml.SafeLoader):
    """Reads YAML in which no name stands twice: YAML itself would keep the last in silence."""


def _mapping(loader: _Once, node: yaml.MappingNode) -> dict[object, object]:
    names: set[str] = set()
    for name, _ in node.value:
        if not isinstance(name, yaml.ScalarNode):
            message = "a name is no list and no mapping: write it as one word"
            raise yaml.constructor.ConstructorError(None, None, message, name.start_mark)
        if name.value in names:
            message = f"'{name.value}' stands twice: keep one"
            raise yaml.constructor.ConstructorError(None, None, message, name.start_mark)
        names.add(str(name.value))
    return loader.construct_mapping(node, deep=True)


_Once.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def _read_yaml(text: str) -> object:
    return yaml.load(text, _Once)  # noqa: S506


_READERS: dict[str, Callable[[str], object]] = {".json": json.loads, ".toml": tomllib.loads}


def check(root: Path) -> None:
    """Read settings and pages of the book in ``root``. Raises ``UserError``."""
    faults = [*_settings(root), *_pages(root)] or [*_contents(root), *_stray(root), *_lists(root)]
    if faults:
        raise UserError("\n".join(faults))


def _settings(root: Path) -> Iterator[str]:
    paths = sorted(path for pattern in OPTIONAL for path in root.glob(pattern))
    for file in (SETTINGS, CONTENTS, *(path.relative_to(root) for path in paths)):
        name = file.as_posix()
        try:
            read = _READERS.get(file.suffix, _read_yaml)
            settings = read(tables.read_text(root, name))
            if not isinstance(settings, dict):
                yield f"{name}: holds no settings; take it from the last commit: {_CHECKOUT} {name}"
        except FileNotFoundError:
            yield f"{name}: is missing; take it from the last commit: {_CHECKOUT} {name}"
        except OSError as problem:
            yield f"{name}: cannot be read ({problem.strerror}); {_CHECKOUT} {name}"
        except UnicodeDecodeError:
            yield f"{name}: is not UTF-8; save it again with the encoding UTF-8"
        except RecursionError:
            yield f"{name}: is nested too deeply; take it from the last commit: {_CHECKOUT} {name}"
        except yaml.MarkedYAMLError as problem:
            mark = problem.problem_mark
            place = f"{name}:{mark.line + 1}" if mark else name
            yield (
                f"{place}: {problem.problem}; look at this line and the one above it for a colon "
                "too many or too few, a quotation mark left open, and other margins than around it"
            )
        except tomllib.TOMLDecodeError as problem:
            yield (
                f"{name}: {problem}; look at this line and the one above it for a quotation mark "
                "left open, a bracket too few, or a name without '='"
            )
        except (yaml.YAMLError, ValueError) as problem:
            message = " ".join(str(problem).split())
            yield f"{name}: {message}; take it from the last commit: {_CHECKOUT} {name}"


def _pages(root: Path) -> Iterator[str]:
    if not (root / "index.md").is_file():
        yield "index.md: is missing; take it from the last commit: git checkout -- index.md"
    for page in sorted({*prose_files(root), *root.glob("chapters/*.md")}):
        name = page.relative_to(root).as_posix()
        try:
            text = tables.read_bytes(root, name, largest=MOST_BYTES).decode("utf-8")
            for line, written in enumerate(text.split("\n"), start=1):
                if len(written) > LONGEST_LINE:
                    yield f"{name}:{line}: has more than {LONGEST_LINE} characters; break the line"
        except OSError as problem:
            yield f"{name}: cannot be read as a page ({problem.strerror}); move it elsewhere"
        except UnicodeDecodeError as problem:
            line = problem.object.count(b"\n", 0, problem.start) + 1
            yield f"{name}:{line}: is not UTF-8; save it again with the encoding UTF-8"


def _stray(root: Path) -> Iterator[str]:
    """Yield what was meant as a page and would be published nowhere, for it lies or ends wrong."""
    read_as_pages = {page for page in root.glob("chapters/*.md") if page.is_file()}
    for path in sorted(set(root.glob("chapters/**/*")) - read_as_pages):
        if path.suffix.lower() in _PROSE and path.is_file():
            name = path.relative_to(root).as_posix()
            yield f"{name}: is no page: one lies in chapters/ and ends in .md; move or rename it"


def _contents(root: Path) -> Iterator[str]:
    """Yield what is wrong in ``_toc.yml``: its form, names without a page, pages without a name."""
    try:
        contents = parse_toc_yaml(root / CONTENTS)
    except MalformedError as problem:
        yield f"_toc.yml: {problem}; write it as the entries beside it are written"
        return
    listed = {f"{name.removesuffix('.md')}.md" for name in contents}
    present = {page.relative_to(root).as_posix() for page in page_files(root)}
    for name in sorted(listed - present):
        entry = name.removesuffix(".md")
        yield f"_toc.yml: {entry}: there is no page {name}; correct the name, or write the page"
    for name in sorted(present - listed):
        yield f"{name}: _toc.yml does not list it; name the page in _toc.yml, or delete it"


def _lists(root: Path) -> Iterator[str]:
    """Yield what is wrong in the lists of words: kinds that no rule has, parts that are lacking."""
    from tools.lint.prose import ALLOWED, ALLOWED_KINDS  # slow to import: nothing may have changed

    for name, kinds, needed in (
        (ALLOWED, ALLOWED_KINDS, ("words", "reason")),
        (STYLE_WORDS_FILE, ("word", "texts"), ("words", "instead")),
    ):
        text = tables.read_text(root, name) if (root / name).is_file() else ""
        for kind, entries in tomllib.loads(text).items():
            if kind not in kinds:
                near = did_you_mean(kind, kinds, otherwise=f"there are {', '.join(kinds)}")
                yield f"{name}: no rule reads '{kind}': {near}"
            elif kind != "texts" and not isinstance(entries, list):
                yield f"{name}: '{kind}' is no list: write [[{kind}]] above each entry"
            elif kind != "texts":
                faults = [fault for entry in entries for fault in _entry(entry, kind, needed)]
                yield from (f"{name}: {fault}" for fault in [*faults, *_doubled(entries, kind)])


def _entry(entry: object, kind: str, needed: tuple[str, str]) -> Iterator[str]:
    """Yield what an entry of a list lacks; its words are a pattern where they are not allowed."""
    from tools.lint.prose import pattern

    parts = entry if isinstance(entry, dict) else {}
    words = parts.get("words", entry)
    for part in needed:
        if not str(parts.get(part, "")).strip() or not isinstance(parts[part], str):
            yield f"'{words}' needs {part}: write {part} = \"...\" below [[{kind}]]"
    for part in parts.keys() - {*needed}:
        near = did_you_mean(part, needed, otherwise="take the line out")
        yield f"'{words}' has a part '{part}', which nothing reads: {near}"
    try:
        pattern([str(words)] if "instead" in needed else [])
    except re.error as problem:
        yield f"'{words}' is no regular expression: {problem}"


def _doubled(entries: list[object], kind: str) -> Iterator[str]:
    """Yield words that stand twice in a list."""
    all_words = [
        str(entry["words"]) for entry in entries if isinstance(entry, dict) and "words" in entry
    ]
    for words in sorted({phrase for phrase in all_words if all_words.count(phrase) > 1}):
        yield f"'{words}' ({kind}) stands twice: keep one entry"
