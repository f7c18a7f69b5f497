"""What a build would find in a page, without one: roles, directives, links, pictures, fences.

A page is read by MyST's own parser, so that what stands in code is code here too. Within a
directive Markdown is read again, as the build does.
"""

import re
from collections.abc import Callable, Collection
from itertools import takewhile
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from inspections.checks.rules.text import INVISIBLE, character
from inspections.language import wording
from inspections.package.names import did_you_mean
from inspections.register import Register, UnknownId
from publishing.core import project
from publishing.markup.markdown import DIRECTIVE, extensions, options
from publishing.markup.sessions import DECK
from publishing.records.load_register import register_of
from publishing.records.role_table import ROLES, card_of, split
from tools.lint import slides
from tools.lint.link_targets import PageCheck, file, label_faults, link, picture
from tools.lint.markdown_page import CODE, DEEPEST, line_at, line_ends, reader
from tools.lint.prose import CLAIMING
from tools.lint.raw_markup import dropped_content, raw_markup_advice
from tools.lint.registered_markup import CELL_OPTIONS, LINKS, REFUSED, registered_markup

_TAKES_IN = ("file", "url")
"""Options by which a directive shows what stands elsewhere, as a table of any file."""
_ENTITY = re.compile(r"&(?:#\w+|[A-Za-z]\w*);")
_NUMBER = re.compile(r"[\W_]*\d[\d,.]*[a-z%]*(?: (?:[a-z%]+|\d[\d,.]*))*")
_VAGUE = re.compile(
    r"\W*(?:(?:click\s+)?here|click|this|this\s+(?:link|page)|link|(?:read\s+)?more)\W*",
    re.IGNORECASE,
)
_BEFORE_TITLE = ("front_matter", "myst_target", "myst_line_comment", "myst_block_break")
_FRONT = ("jupytext", "kernelspec", "orphan", "share_image")


def read(text: str, path: str, records: Register, *, root: Path) -> PageCheck:
    """Return a page with every fault that the page alone shows, and its labels."""
    page, parser = PageCheck(path, root, records), reader(extensions(root))
    _read(page, parser, text, first=1, depth=0)
    _characters(page, text)
    for line, advice in slides.faults(parser.parse(text)) if path == DECK.as_posix() else ():
        page.wrong(line, advice)
    return page


def _read(page: PageCheck, parser: MarkdownIt, text: str, *, first: int, depth: int) -> None:
    """Look at a text whose first line is line ``first`` of the page."""
    if depth > DEEPEST:
        page.wrong(first, f"more than {DEEPEST} directives lie within one another: take some out")
        return
    in_heading, line = False, first
    parser_env: dict[str, Any] = {}
    tokens = parser.parse(text, parser_env)
    for number, advice in dropped_content(tokens, text, parser_env.get("footnotes", {})):
        page.wrong(first + number, advice)
    begins = next((token for token in tokens if token.type not in _BEFORE_TITLE), None)
    if depth == 0 and (begins is None or begins.tag != "h1"):
        page.wrong(first, "the page has no title: begin it with a line '# Its title'")
    for place, token in enumerate(tokens):
        line = first + token.map[0] if token.map else line
        if token.type == "heading_open":
            _heading(page, int(token.tag[1]), tokens[place + 1].content, line)
        in_heading = token.type == "heading_open" or (in_heading and token.type != "heading_close")
        if token.type in ("fence", "colon_fence"):
            _fence(page, parser, token, line, depth)
        elif token.type == "inline":
            _inline(page, token, line, in_heading=in_heading)
        elif token.type in _BLOCKS:
            _BLOCKS[token.type](page, token, line)


def _heading(page: PageCheck, level: int, title: str, line: int) -> None:
    if "\n" in title:  # what stands above the line of a merge mark, which is told by itself
        return
    if page.level and level > page.level + 1:
        marks = f"write {'#' * (page.level + 1)}, not {'#' * level}"
        page.wrong(line, f"heading '{title}' skips a level: {marks}")
    if page.level and level == 1:
        page.wrong(line, f"heading '{title}' is a second title: write ##")
    page.level = level


def _fence(page: PageCheck, parser: MarkdownIt, token: Token, line: int, depth: int) -> None:
    begin, end = token.map or [0, 0]
    if end - begin != token.content.count("\n") + 2:
        advice = f"'{token.markup}{token.info}' is not closed: write {token.markup} where it ends"
        page.wrong(line, advice)
    match = DIRECTIVE.match(token.info)
    if match is None:
        return
    name = match["name"]
    if name not in registered_markup().directives or name in REFUSED:
        near = did_you_mean(
            name, registered_markup().directives, otherwise="see CONTRIBUTING, Write prose"
        )
        page.wrong(line, f"there is no directive {{{name}}} here: {REFUSED.get(name, near)}")
        return
    pairs, body = options(token.content)
    skipped = token.content[: len(token.content) - len(body)].count("\n")
    spec = (
        CELL_OPTIONS
        if name == "code-cell"
        else registered_markup().directives[name].option_spec or {}
    )
    for number, (option, value) in enumerate(pairs, start=line + 1):
        _option(page, name, spec, option, value, number)
        if option == "name":
            page.labels.append((value.strip(), number))
        if option in ("alt", "caption"):
            _read(page, parser, value, first=number, depth=depth + 1)
    if name in ("image", "figure"):
        picture(page, match["argument"].strip(), line, words=dict(pairs).get("alt", ""))
    if name == "invented":
        _filled(page, body, line)
        _entities(page, body, line + 1 + skipped)
    elif name not in (*CODE, "csv-table"):
        _read(page, parser, match["argument"], first=line, depth=depth + 1)
        _read(page, parser, body, first=line + 1 + skipped, depth=depth + 1)


def _option(page: PageCheck, name: str, spec: Any, option: str, value: str, line: int) -> None:
    if option in _TAKES_IN:
        page.wrong(line, f"{{{name}}} may take in no {option}: {REFUSED['include']}")
        return
    if option not in spec:
        near = did_you_mean(option, spec, otherwise="take it out")
        page.wrong(line, f"{{{name}}} has no option '{option}': {near}")
        return
    try:
        spec[option](value)
    except (ValueError, TypeError) as problem:
        page.wrong(line, f"'{value}' cannot be the {option} of {{{name}}}: {problem}")


def _filled(page: PageCheck, text: str, line: int) -> None:
    try:
        wording.fill(text, page.register)
    except (UnknownId, ValueError) as problem:
        page.wrong(line, str(problem))


def _inline(page: PageCheck, token: Token, line: int, *, in_heading: bool) -> None:
    """Look at the parts of a paragraph, counting lines as they pass."""
    children = token.children or []
    for place, child in enumerate(children):
        if child.type == "link_open":
            within = takewhile(lambda inner: inner.type != "link_close", children[place + 1 :])
            _link_words(page, "".join(inner.content for inner in within), line)
        if child.type == "myst_role":
            _role(page, child, line, in_heading=in_heading)
        elif child.type == "text":
            _text(
                page,
                child,
                line,
                is_address=bool(place) and children[place - 1].info == "auto",
            )
        elif child.type in _PARTS:
            _PARTS[child.type](page, child, line)
        line += line_ends(child)


def _text(page: PageCheck, token: Token, line: int, *, is_address: bool) -> None:
    if advice := raw_markup_advice(token.content):
        page.wrong(line, advice)
    if not is_address:
        _entities(page, token.content, line)


def _entities(page: PageCheck, text: str, line: int) -> None:
    for match in _ENTITY.finditer(text):
        advice = f"'{match[0]}' is HTML: write the character itself"
        page.wrong(line - 1 + line_at(text, match.start()), advice)


def _role(page: PageCheck, token: Token, line: int, *, in_heading: bool) -> None:
    name, text = token.meta["name"], token.content
    if name in ROLES:
        try:
            card_of(page.register, name, text)
        except (UnknownId, ValueError) as problem:
            page.wrong(line, f"{{{name}}}`{text}`: {problem}")
        if in_heading:
            page.wrong(line, "a role stands in a heading: say it in the text below")
    elif name in LINKS:
        words, target = split(text)
        _link_words(page, words, line)
        if name == "ref":
            page.references.append((target, line))
        else:
            file(
                page,
                target if name == "download" else f"{target.removesuffix('.md')}.md",
                line,
            )
    elif name not in registered_markup().roles:
        near = did_you_mean(
            name, {*registered_markup().roles, *ROLES}, otherwise="see CONTRIBUTING"
        )
        page.wrong(line, f"there is no role {{{name}}}: {near}")


def _link_words(page: PageCheck, words: str, line: int) -> None:
    if _VAGUE.fullmatch(words):
        advice = f"the link '{words.strip()}' does not say where it leads: name what is behind it"
        page.wrong(line, advice)


def _html(page: PageCheck, token: Token, line: int) -> None:
    words = " ".join(token.content.split())[:40]
    page.wrong(line, f"'{words}' is HTML: write Markdown, and a comment as a line with %")


def _image(page: PageCheck, token: Token, line: int) -> None:
    picture(page, str(token.attrs.get("src", "")), line, words=token.content)


def _code(page: PageCheck, token: Token, line: int) -> None:
    if _NUMBER.fullmatch(token.content):
        advice = f"typed number '{token.content}' in code: write {{fact}}`id`"
        page.wrong(line, advice)


def _formula(page: PageCheck, token: Token, line: int) -> None:
    for words in re.findall(r"\\(?:text|mbox|textbf|textit)\s*\{([^{}]*)\}", token.content):
        if re.search(r"\d", words) or CLAIMING.search(words):
            page.wrong(line, f"'{words.strip()}' stands in a formula: say it in the text")
    bare_formula = re.sub(r"\\(?!pi\b|kappa\b)[A-Za-z]+|\{,\}", " ", token.content)
    if re.search(r"\d", bare_formula) and not re.search(r"[^\W\d_]", bare_formula):
        advice = f"typed number '{token.content.strip()}' as a formula: write {{fact}}`id`"
        page.wrong(line, advice)


def _label(page: PageCheck, token: Token, line: int) -> None:
    page.labels.append((token.content, line))


def _front_matter(page: PageCheck, token: Token, line: int) -> None:
    try:
        settings = yaml.safe_load(token.content)
    except (yaml.YAMLError, RecursionError):
        settings = None
    if not isinstance(settings, dict):
        page.wrong(line, "what stands between the lines --- is not 'name: value' by lines")
        return
    for name in settings:
        if name not in _FRONT:
            near = did_you_mean(str(name), _FRONT, otherwise="take it out")
            page.wrong(line, f"a page has no setting '{name}': {near}")


_Look = Callable[[PageCheck, Token, int], None]
_BLOCKS: dict[str, _Look] = {
    "html_block": _html,
    "front_matter": _front_matter,
    "myst_target": _label,
    "math_block": _formula,
    "math_block_label": _formula,
}
_PARTS: dict[str, _Look] = {
    "html_inline": _html,
    "image": _image,
    "link_open": link,
    "code_inline": _code,
    "math_inline": _formula,
    "math_single": _formula,
    "math_inline_double": _formula,
}


def _characters(page: PageCheck, text: str) -> None:
    for match in INVISIBLE.finditer(text):
        if match[0] != "\t":
            line = line_at(text, match.start())
            page.wrong(line, f"an invisible character ({character(match[0])}): delete it")


def check(root: Path, files: Collection[Path] = ()) -> list[str]:
    """Return every fault of every page, or of the ``files`` named, a line each."""
    known_records = register_of(root)
    page_checks = [
        read(text, path, known_records, root=root)
        for path, text in project.read(root, files or project.prose_files(root)).items()
    ]
    faults = [(page.path, *fault) for page in page_checks for fault in page.faults]
    faults = sorted([*faults, *label_faults(page_checks)], key=lambda fault: fault[:2])
    return [f"{path}:{line}: {advice}" for path, line, advice in faults]
