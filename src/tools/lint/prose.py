"""The rules for prose: no typed number, no claiming word without evidence.

It reads a page's Markdown as text, in seconds and without a build.
"""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from pathlib import Path

from inspections.arithmetic.number_words import typed_figures
from inspections.command_line import Trouble
from inspections.register import Register
from publishing.core.project import prose_files, read
from publishing.records.register import register_of
from publishing.records.role_table import FROM_DATA, WITH_WORDS, split

ALLOWED = "allowed_words.toml"
"""What a book lets pass, each with a reason; a book without it lets nothing pass."""

KINDS = ("number", "claim", "timely", "cause", "term", "abbreviation", "everyday")
"""What its entries are, each for one rule; ``everyday`` names terms that need no explanation."""

CLAIM_WORDS = Path(__file__).with_name("claim_words.toml")
CLAIMING = re.compile(
    rf"\b(?:{'|'.join(sum(tomllib.loads(CLAIM_WORDS.read_text('utf-8')).values(), []))})\b".replace(
        " ", r"\s+"
    ),
    re.IGNORECASE,
)
"""Words that claim a direction, a comparison, a size or a share."""

COUNTING = re.compile(
    r"\b(?:(?:inspected|judged|rated|graded|visited)\b[^.]{0,60}\btwice"
    r"|two\s+inspections|(?:both|the\s+two)\s+(?:inspections|reports|ratings|grades|years))\b",
    re.IGNORECASE,
)
"""Words that take it that there are two inspections: wrong as soon as the data holds another."""

ROLE = re.compile(r"\{(?P<role>[a-z-]+)\}(?P<ticks>`+)(?P<text>.+?)(?P=ticks)", re.DOTALL)
"""A role with its text."""

INVENTED = re.compile(r"(?ms)^(?P<mark>:{3,})\{invented\}[^\n]*$.*?^(?P=mark)$")
"""A headline made up for an exercise: its claims are there to be found wrong."""

QUOTED = re.compile(r"“[^”]*”")
"""Words of others."""

_FENCE = re.compile(r"^(?P<mark>`{3,}(?=[^`]*$)|:{3,})(?P<info>.*)$")
_OPTION = re.compile(r"^:(?P<name>[a-z-]+):(?P<value>.*)$")
_NO_PROSE = {"{code-cell", "{math"}
_PROSE_OPTIONS = {"alt", "caption", "title"}
_BEFORE_ROLES = (
    re.compile(r"(?m)^%.*$"),  # comments
    re.compile(r"(?s)<!--.*?-->"),
    re.compile(r"(?m)^(?:\([a-z0-9-]+\)=|\{\.[a-z-]+\})$"),  # labels, and classes of a paragraph
    re.compile(r"(?m)^\s*\d+\.(?=\s)"),  # list markers
    re.compile(r"(?s)\$\$.*?\$\$|(?<!\$)\$[^$\n]+\$"),  # formulas
    re.compile(r"\]\([^)\s]*\)"),  # link targets
)
_AFTER_ROLES = (
    re.compile(r"<https?://[^>\s]+>"),
    re.compile(r"(`+).+?\1", re.DOTALL),  # code
)
"""What is no word of a page; an address or code may stand within a role, which is read first."""


class ProseFaults(Trouble):
    """Pages hold typed numbers or unborne claims; the message lists them."""


@dataclass(frozen=True)
class PageFault:
    """A word of a page that the data does not stand behind, and what to write instead."""

    path: str
    line: int
    words: str
    advice: str

    def __str__(self) -> str:
        """Return one line for a person."""
        return f"{self.path}:{self.line}: {self.advice}"


@dataclass(frozen=True)
class Prose:
    """A page's Markdown split into what readers see as prose and the code of its cells."""

    prose: str
    strings: tuple[tuple[int, str], ...]


def blank(text: str) -> str:
    """Return ``text`` as spaces, with its line ends, so that positions stay the same."""
    return re.sub(r"[^\n]", " ", text)


def blanked(pattern: re.Pattern[str], text: str) -> str:
    """Return ``text`` with whatever fits the pattern as spaces."""
    return pattern.sub(lambda match: blank(match[0]), text)


def line_at(text: str, position: int) -> int:
    """Return the number of the line in which a position lies; the first is 1."""
    return 1 + text.count("\n", 0, position)


@lru_cache(maxsize=64)
def read_page(text: str) -> Prose:
    """Return a page's prose, everything else blanked, and the string constants of its cells."""
    body, cells = _without_code(_without_front_matter(text))
    body = reduce(lambda left, pattern: blanked(pattern, left), _BEFORE_ROLES, body)
    body = ROLE.sub(_role_words, body)
    body = reduce(lambda left, pattern: blanked(pattern, left), _AFTER_ROLES, body)
    strings = tuple(found for line, code in cells for found in _strings(line, code))
    return Prose(prose=body, strings=strings)


def _without_front_matter(text: str) -> str:
    match = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    return blank(match[0]) + text[match.end() :] if match else text


def _without_code(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Blank code blocks and directives' names and options; keep what directives contain."""
    kept: list[str] = []
    cells: list[tuple[int, str]] = []
    code: list[str] | None = None
    closing, start, in_options = "", 0, False
    directives: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        fence = _FENCE.match(line.strip())
        if code is not None:
            if line.strip() == closing:
                cells.append((start, "\n".join(code)))
                code = None
            else:
                code.append(line)
            kept.append(blank(line))
            continue
        if directives and line.strip() == directives[-1]:
            directives.pop()
            kept.append(blank(line))
            continue
        if fence:
            name, _, argument = fence["info"].strip().partition("}")
            in_options = bool(argument) or name.startswith("{")
            if fence["mark"][0] == "`" and (not in_options or name in _NO_PROSE):
                code, closing, start = [], fence["mark"], number
            elif in_options:
                directives.append(fence["mark"])
            kept.append(argument.rjust(len(line)) if name != "{code-cell" else blank(line))
            continue
        option = _OPTION.match(line.strip()) if in_options else None
        in_options = option is not None
        keep = option is None or option["name"] in _PROSE_OPTIONS
        kept.append(line if keep else blank(line))
    return "\n".join(kept), [(line, body) for line, body in cells if body.strip()]


def _strings(line: int, code: str) -> Iterator[tuple[int, str]]:
    source = "\n".join(row for row in code.split("\n") if not re.match(r"^\s*:[a-z-]+:", row))
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield line + node.lineno, node.value


def _role_words(match: re.Match[str]) -> str:
    """Keep the words of a role in place, marked if evidence bears them; blank what is an id."""
    if match["role"] in NO_WORDS:
        return blank(match[0])
    words = split(match["text"])[0] or match["text"]
    before = match.start("text") - match.start()
    borne = words.replace(" ", BORNE) if match["role"] in WITH_WORDS else words
    text = " " * before + borne + " " * (len(match[0]) - before - len(words))
    return "".join("\n" if old == "\n" else new for old, new in zip(match[0], text, strict=True))


NO_WORDS = FROM_DATA | {"blank", "exercise", "marks", "slide"}
"""Roles whose text is no word of the page."""

BORNE = "\u2007"
"""A space of its own between words that a role bears; numbers among them still count."""


def faults(text: str, path: str, known: Register) -> list[PageFault]:
    """Return every typed number and every unborne claim of a page, in order."""
    page = read_page(text)
    found = list(_typed_numbers(page.prose, path, known, first=1))
    for line, constant in page.strings:
        found += _typed_numbers(constant, path, known, first=line)
    found += _claims(page.prose, text, path, known)
    found += _counts(page.prose, path, known)
    found += _conflict_markers(text, path)
    return sorted(found, key=lambda each: each.line)


def _typed_numbers(text: str, path: str, known: Register, *, first: int) -> Iterator[PageFault]:
    plain = text.replace(BORNE, " ")
    for figure in typed_figures(without_allowed(plain, "number", known)):
        line = first - 1 + line_at(plain, figure.start)
        facts = [
            name for name, fact in known.facts.items() if figure.value in (fact.value, fact.total)
        ]
        use = (
            f"facts with this value: {', '.join(facts[:4])}; write {{fact}}`{facts[0]}`"
            if facts
            else "no fact has this value: add it to data/facts.csv with its source, or leave it out"
        )
        yield PageFault(path, line, figure.text, f"typed number '{figure.text}': {use}")


def _claims(prose: str, text: str, path: str, known: Register) -> Iterator[PageFault]:
    borne = [match.span() for match in ROLE.finditer(text) if match["role"] in WITH_WORDS]
    borne += [match.span() for match in INVENTED.finditer(text)]
    for match in CLAIMING.finditer(without_allowed(prose, "claim", known)):
        if any(start <= match.start() < end for start, end in borne):
            continue
        words = match[0].replace(BORNE, " ")
        advice = (
            f"'{words}' claims a direction, a comparison or a share: bind it to the data, "
            f"{{claim}}`{words} <kind: ids>` or {{finding}}`{words} ... <id>` "
            "(CONTRIBUTING, Write prose)"
        )
        yield PageFault(path, line_at(prose, match.start()), words, advice)


def _conflict_markers(text: str, path: str) -> Iterator[PageFault]:
    """Report where two versions of a page were joined and nobody chose."""
    for match in re.finditer(r"(?m)^(?:<{7} |>{7} |={7}$)", text):
        mark = match[0].strip()
        advice = f"a merge conflict marker is left ({mark}): choose one of the two"
        yield PageFault(path, line_at(text, match.start()), mark, advice)


def _counts(prose: str, path: str, known: Register) -> Iterator[PageFault]:
    """Report words for two inspections where the data holds another number of them."""
    held = len(known.subject_inspections)
    text = without_allowed(prose.replace(BORNE, " "), "term", known) if held != 2 else ""
    for match in COUNTING.finditer(text):
        words = " ".join(match[0].split())
        advice = (
            f"'{words}' speaks of two inspections, and the data holds {held} of the unit: say "
            "which are meant, or write {inspections}`times` or {inspections}`number`"
        )
        yield PageFault(path, line_at(text, match.start()), words, advice)


def allowed(root: Path) -> dict[str, tuple[str, ...]]:
    """Return the phrases that the book in ``root`` lets pass now, by kind.

    ``unreadable_files`` says in words what is wrong with the list.
    """
    file = root / ALLOWED
    return _phrases(file.read_text(encoding="utf-8")) if file.is_file() else {}


@lru_cache(maxsize=4)
def _phrases(text: str) -> dict[str, tuple[str, ...]]:
    entries = tomllib.loads(text).items()
    return {kind: tuple(each["words"] for each in rows) for kind, rows in entries}


def without_allowed(text: str, kind: str, known: Register) -> str:
    """Return ``text`` with the phrases of this kind blanked that the book of ``known`` allows."""
    for phrase in allowed(known.package.folder.parent).get(kind, ()):
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, phrase.split())) + r"(?!\w)"
        text = blanked(re.compile(pattern, re.IGNORECASE), text)
    return text


def unused_entries(texts: Iterable[str], root: Path) -> list[str]:
    """Return a line for each phrase of the allow-list that no page uses."""
    prose = [read_page(text).prose.replace(BORNE, " ").lower() for text in texts]
    together = re.sub(r"\s+", " ", " ".join(prose))
    return [
        f"{ALLOWED}: '{phrase}' ({kind}) stands on no page: delete the entry"
        for kind, phrases in allowed(root).items()
        for phrase in phrases
        if kind != "everyday" and phrase.lower() not in together
    ]


def page_faults(pages: Mapping[str, str], known: Register) -> list[str]:
    """Return every fault of these texts, given by path, a line each."""
    return [str(fault) for path, text in pages.items() for fault in faults(text, path, known)]


def check(root: Path) -> list[str]:
    """Return every fault of every page and of the allow-list, a line each."""
    pages = read(root, prose_files(root))
    return page_faults(pages, register_of(root)) + unused_entries(pages.values(), root)
