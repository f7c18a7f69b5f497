"""Session plans for teachers: steps with their minutes, which must add up to the session's.

``:::{session} Title`` with the option ``minutes`` holds ``:::{step} What to do`` blocks, each with
its own ``minutes``. A step names slides and exercises by roles, which give their numbers.
"""

from collections.abc import Collection, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from markdown_it.token import Token
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from inspections.package.names import did_you_mean
from publishing.core.project import page_files
from publishing.markup.exercises import EXERCISES, TYPED, Written, minutes, role_error
from publishing.markup.fold import Titled
from publishing.markup.markdown import extensions, parser
from publishing.markup.node_factories import paragraph, section

logger = logging.getLogger(__name__)

DECK = Path("teaching") / "slides.md"


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
        time = nodes.inline("", f"{number} minutes", classes=[TYPED])
        step = Step("", paragraph(nodes.strong("", self.arguments[0]), ", ", time), minutes=number)
        return [self.filled(step)]


class Session(Titled):
    """A session: its steps in order, in one numbered list."""

    option_spec: ClassVar[dict[str, Any]] = {"minutes": minutes}

    def run(self) -> list[nodes.Node]:
        """Return the section. Steps that take more or less time than there is are an error."""
        holder = self.filled(nodes.container())
        steps = list(holder.findall(Step))
        taken = sum(step["minutes"] for step in steps)
        if not steps or taken != self.options.get("minutes"):
            raise self.error(
                f"the steps of '{self.arguments[0]}' take {taken} minutes, "
                f"the session has {self.options.get('minutes', 'no option minutes')}"
            )
        before = [child for child in holder.children if not isinstance(child, Step)]
        items = [nodes.list_item("", *step.children) for step in steps]
        plan = nodes.enumerated_list("", *items, enumtype="arabic", classes=["session"])
        anchor = f"session-{nodes.make_id(self.arguments[0])}"
        return [section(self.arguments[0], anchor, *before, plan)]


def _nearest(name: str, known: Collection[str]) -> str:
    return did_you_mean(name, known, otherwise=f"there are {', '.join(known) or 'none'}")


class ExerciseLink(nodes.Inline, nodes.Element):
    """Stands for the link to the exercise ``named``, until every page has been read."""


class ExerciseNumber(SphinxRole):
    """Leads to an exercise by its name: 'exercise 9, “Who was let down?”'."""

    def run(self) -> Written:
        """Return the place of the link. The page is read again when one with exercises may be."""
        for page in page_files(Path(self.env.srcdir)):
            self.env.note_dependency(str(page))
        place = ExerciseLink("", named=self.text)
        self.set_source_info(place)
        return [place], []


class LinkExercises(SphinxPostTransform):
    """Fills in the links to exercises; a name that no exercise has is a warning."""

    default_priority = 5  # before Sphinx resolves references, as these are ready made

    def run(self, **_: Any) -> None:
        """Run on one page as it is written."""
        known = {
            name: (docname, *numbered_title)
            for docname, about in self.env.metadata.items()
            for name, numbered_title in about.get(EXERCISES, {}).items()
        }
        for place in list(self.document.findall(ExerciseLink)):
            name = place["named"]
            if name not in known:
                logger.warning("no exercise '%s': %s", name, _nearest(name, known), location=place)
                place.replace_self(nodes.Text(name))
                continue
            docname, number, title = known[name]
            page = self.app.builder.get_relative_uri(self.env.docname, docname)
            label = nodes.inline("", f"exercise {number}", classes=[TYPED])
            words, address = nodes.Text(f", “{title}”"), f"{page}#exercise-{name}"
            place.replace_self(nodes.reference("", "", label, words, refuri=address, internal=True))


def slides(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """Return the tokens of each slide: every heading of the deck, of any depth, begins one."""
    starts = [place for place, token in enumerate(tokens) if token.type == "heading_open"]
    return [tokens[start:end] for start, end in pairwise([*starts, len(tokens)])]


@cache
def _slide_titles(deck: str, myst_extensions: frozenset[str]) -> list[str]:
    return [title.content for _, title, *_ in slides(parser(myst_extensions).parse(deck))]


class SlideNumber(SphinxRole):
    """The number of a slide by its title: 'slide 3'."""

    def run(self) -> Written:
        """Return the number; a title that no slide has is an error."""
        root = Path(self.env.srcdir)
        file = root / DECK
        titles = _slide_titles(file.read_text("utf-8") if file.is_file() else "", extensions(root))
        if self.text not in titles:
            return role_error(self, f"no slide '{self.text}': {_nearest(self.text, titles)}")
        self.env.note_dependency(str(file))
        label = f"slide {titles.index(self.text) + 1}"
        return [nodes.inline("", label, classes=[TYPED])], []
