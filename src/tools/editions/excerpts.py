"""Parts of a page that stand alone: a worksheet, the exercises without or with their answers.

Each is chosen from the page as the site has it, then made a chapter of its own; its notes are
those of what it holds.
"""

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

from tools.editions.folds import NOTES, has_class, in_exercises, name_choices
from tools.editions.html_chapters import Chapter, article, chapter, site_pages

EXERCISE, ROOM_TO_WRITE, MARK = 'class="exercise', 'class="blank ', 'class="pack-{}"'
"""What stands in every page with an exercise, in every worksheet, in every sheet of the pack."""


Choose = Callable[[Element], Element | None]


def excerpts(root: Path, site: Path, *, home: str, sign: str, choose: Choose) -> dict[str, Chapter]:
    """Return what ``choose`` takes of each page of the book in ``root``, by the page's file.

    ``sign`` stands in every page that has some: to read a page takes time. Links beyond what is
    taken lead to ``home``.
    """
    found = {}
    for page in site_pages(root):
        if sign in (site / page.file).read_text(encoding="utf-8"):
            body = article(site / page.file)
            notes = [part for part in body if part.get("class") == NOTES]
            chosen = choose(body)
            if chosen is not None:
                chosen.extend(note for note in notes if note not in list(chosen))
                found[page.file] = chapter(page, chosen, names={}, home=home)
    return found


def worksheet(body: Element) -> Element | None:
    """Return the section that holds every room to write on a page: the innermost such one."""

    def rooms(element: Element) -> int:
        return sum(1 for each in element.iter() if has_class(each, "blank"))

    whole = rooms(body)
    return [each for each in body.iter("section") if rooms(each) == whole][-1] if whole else None


def exercises(body: Element, *, answers: bool) -> Element | None:
    """Return the sections with exercises; without ``answers``, what helps to find them is gone."""
    groups = [part for part in body.findall("section") if any(in_exercises(part))]
    if not groups:
        return None
    kept = Element("section", {"id": body.get("id", "")})
    kept.append(next(body.iter("h1")))
    kept.extend(groups)
    for exercise in () if answers else in_exercises(kept):
        folds = exercise.findall("details")
        name_choices(exercise, folds)
        for fold in folds:
            exercise.remove(fold)
    return kept


def marked(name: str) -> Choose:
    """Return what takes the section that ``{pack-file}`` marks with this name."""

    def choose(body: Element) -> Element | None:
        for section in body.iter("section"):
            if any(has_class(part, f"pack-{name}") for part in section):
                return section
        return None

    return choose
