"""Prepares page elements for paper: ``<details>`` as blocks, answers at the chapter's end."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

NOTES_CLASS = "source-notes"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def has_class(element: Element, name: str) -> bool:
    """Return True if an element has a class."""
    return name in element.get("class", "").split()


def text_of(element: Element) -> str:
    """Return the words in an element, a space between them."""
    return " ".join("".join(element.itertext()).split())


def title_of(heading: Element) -> str:
    """Return the words of a heading, without the sign that leads to it on screen."""
    return "".join(heading.itertext()).rstrip("¶")


def in_exercises(element: Element) -> Iterator[Element]:
    """Yield the exercises below an element."""
    return (section for section in element.iter("section") if has_class(section, "exercise"))


def move_answers_last(body: Element) -> None:
    """Move hints and answers of exercises to the end of their chapter, before its sources.

    On screen they are folded away; on paper they would be read with the question.
    """
    answers = Element("section", {"class": "answers"})
    SubElement(answers, "h2").text = "Hints and worked answers"
    for exercise in in_exercises(body):
        folds = [part for part in exercise if has_class(part, "unfolded")]
        if folds:
            name_choices(exercise, folds)
            answer_id = f"{exercise.get('id')}--answer"
            for fold in folds:
                exercise.remove(fold)
            on = SubElement(SubElement(exercise, "p", {"class": "to-answer"}), "a")
            on.text = "Hint and worked answer"
            on.set("href", f"#{answer_id.partition('--')[2]}")
            answer = SubElement(answers, "section", {"id": answer_id})
            back = SubElement(SubElement(answer, "h3"), "a")
            back.text = title_of(next(exercise.iter("h3")))
            back.set("href", f"#{exercise.get('id', '').partition('--')[2]}")
            answer.extend(folds)
    if len(answers) > 1:
        notes = [part for part in body if part.get("class") == NOTES_CLASS]
        body.insert(list(body).index(notes[0]) if notes else len(body), answers)


def name_choices(exercise: Element, folds: list[Element]) -> None:
    """List what there is to choose from, without verdicts, before the first choice of ``folds``."""
    if choices := [fold for fold in folds if has_class(fold, "choice")]:
        named = Element("ul", {"class": "choices"})
        for choice in choices:
            SubElement(named, "li").text = (choice[0].text or "").strip()
        exercise.insert(list(exercise).index(choices[0]), named)


def unfold(details: Element) -> None:
    """Make what opens on screen a plain block with a title."""
    details.tag = "div"
    details.set("class", f"unfolded {details.get('class', '')}".strip())
    for summary in details.iter("summary"):
        summary.tag = "p"
        summary.set("class", "unfolded-title")
