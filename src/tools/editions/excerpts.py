"""Parts of a page that stand alone: a worksheet, the exercises without or with their answers.

Each is chosen from the page as the site has it, then made a chapter of its own; its notes are
those of what it holds.
"""

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

from tools.editions.html_chapters import Chapter, article, chapter, site_pages
from tools.editions.print_layout import NOTES_CLASS, has_class, in_exercises, name_choices

EXERCISE, ROOM_TO_WRITE, PACK_MARKER = 'class="exercise', 'class="blank ', 'class="pack-{}"'
"""What stands in every page with an exercise, in every worksheet, in every sheet of the pack."""


Choose = Callable[[Element], Element | None]


def excerpts(
    root: Path, site: Path, *, homepage: str, sign: str, choose: Choose
) -> dict[str, Chapter]:
    """Return what ``choose`` takes of each page of the book in ``root``, by the page's file.

    ``sign`` stands in every page that has some: to read a page takes time. Links beyond what is
    taken lead to ``homepage``.
    """
    chapters = {}
    for page in site_pages(root):
        if sign in (site / page.file).read_text(encoding="utf-8"):
            body = article(site / page.file)
            notes = [part for part in body if part.get("class") == NOTES_CLASS]
            chosen = choose(body)
            if chosen is not None:
                chosen.extend(note for note in notes if note not in list(chosen))
                chapters[page.file] = chapter(page, chosen, names={}, homepage=homepage)
    return chapters


def worksheet(body: Element) -> Element | None:
    """Return the section that holds every room to write on a page: the innermost such one."""

    def rooms(element: Element) -> int:
        return sum(1 for child in element.iter() if has_class(child, "blank"))

    whole = rooms(body)
    return [part for part in body.iter("section") if rooms(part) == whole][-1] if whole else None


def exercises(body: Element, *, answers: bool) -> Element | None:
    """Return the sections with exercises; without ``answers``, what helps to find them is gone."""
    groups = [part for part in body.findall("section") if any(in_exercises(part))]
    if not groups:
        return None
    selection = Element("section", {"id": body.get("id", "")})
    selection.append(next(body.iter("h1")))
    selection.extend(groups)
    for exercise in () if answers else in_exercises(selection):
        folds = exercise.findall("details")
        name_choices(exercise, folds)
        for fold in folds:
            exercise.remove(fold)
    return selection


def section_marked(name: str) -> Choose:
    """Return what takes the section that ``{pack-file}`` marks with this name."""

    def choose(body: Element) -> Element | None:
        for section in body.iter("section"):
            if any(has_class(part, f"pack-{name}") for part in section):
                return section
        return None

    return choose
