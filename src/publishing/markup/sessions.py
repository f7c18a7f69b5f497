"""Session plans for teachers: steps with their minutes, which must add up to the session's.

``:::{session} Title`` with the option ``minutes`` holds ``:::{step} What to do`` blocks, each with
its own ``minutes``. A step names slides and exercises by roles, which give their numbers.
"""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from inspections.checks.faults import did_you_mean
from publishing.core.project import pages
from publishing.markup.builders import paragraph, section
from publishing.markup.details import Titled
from publishing.markup.exercises import MINUTES, Written, minutes, wrong

DECK = Path("teaching") / "slides.md"
_EXERCISE = re.compile(r"^:{3,}\{exercise\} (?P<title>.+)\n:name: (?P<name>\S+)$", re.MULTILINE)
_SLIDE = re.compile(r"^#{1,2} (?P<title>.+)$", re.MULTILINE)


class Step(nodes.list_item):
    """One step of a session; ``minutes`` is how long it takes."""


class StepDirective(Titled):
    """A step: its heading, its time and what happens in it."""

    option_spec: ClassVar[dict[str, Any]] = {"minutes": minutes}

    def run(self) -> list[nodes.Node]:
        """Return the step as an item of the session's list."""
        self.assert_has_content()
        if "minutes" not in self.options:
            raise self.error("a step needs the option minutes")
        number = self.options["minutes"]
        time = nodes.inline("", f"{number} minutes", classes=[MINUTES])
        step = Step("", paragraph(nodes.strong("", self.arguments[0]), ", ", time), minutes=number)
        return [self.filled(step)]


class Session(Titled):
    """A session: its steps in order, in one numbered list."""

    option_spec: ClassVar[dict[str, Any]] = {"minutes": minutes}

    def run(self) -> list[nodes.Node]:
        """Return the section. Steps that take more or less time than there is are an error."""
        holder = self.filled(nodes.container())
        steps = list(holder.findall(Step))
        taken = sum(each["minutes"] for each in steps)
        if not steps or taken != self.options.get("minutes"):
            raise self.error(
                f"the steps of '{self.arguments[0]}' take {taken} minutes, "
                f"the session has {self.options.get('minutes', 'no option minutes')}"
            )
        before = [each for each in holder.children if not isinstance(each, Step)]
        items = [nodes.list_item("", *each.children) for each in steps]
        plan = nodes.enumerated_list("", *items, enumtype="arabic", classes=["session"])
        anchor = f"session-{nodes.make_id(self.arguments[0])}"
        return [section(self.arguments[0], anchor, *before, plan)]


def _nearest(name: str, known: Collection[str]) -> str:
    return did_you_mean(name, known, otherwise=f"there are {', '.join(known) or 'none'}")


class ExerciseNumber(SphinxRole):
    """Leads to an exercise by its name: 'exercise 9, “Who was let down?”'."""

    def run(self) -> Written:
        """Return the link; a name that no exercise has is an error."""
        root, found = Path(self.env.srcdir), {}
        for page in pages(root):
            for number, each in enumerate(_EXERCISE.finditer(page.read_text("utf-8")), start=1):
                found[each["name"]] = (page.relative_to(root), number, each["title"])
        if self.text not in found:
            return wrong(self, f"no exercise '{self.text}': {_nearest(self.text, found)}")
        page, number, title = found[self.text]
        self.env.note_dependency(str(root / page))
        up = "../" * self.env.docname.count("/")
        address = f"{up}{page.with_suffix('.html').as_posix()}#exercise-{self.text}"
        said = nodes.inline("", f"exercise {number}", classes=[MINUTES])
        words = nodes.Text(f", “{title}”")
        return [nodes.reference("", "", said, words, refuri=address, internal=False)], []


class SlideNumber(SphinxRole):
    """The number of a slide by its title: 'slide 3'."""

    def run(self) -> Written:
        """Return the number; a title that no slide has is an error."""
        file = Path(self.env.srcdir, DECK)
        text = file.read_text("utf-8") if file.is_file() else ""
        titles = [each["title"] for each in _SLIDE.finditer(text)]
        if self.text not in titles:
            return wrong(self, f"no slide '{self.text}': {_nearest(self.text, titles)}")
        self.env.note_dependency(str(file))
        said = f"slide {titles.index(self.text) + 1}"
        return [nodes.inline("", said, classes=[MINUTES])], []
