"""Exercises: numbered, each with its kind and time, a hint and a worked answer folded under it.

``:::{exercise} Title`` with the options ``name``, ``kind``, ``level``, ``marks`` and ``minutes``
holds the task and two folds, which are named with it; in the answer, ``:::{marking}`` lists what
earns the marks. A task of several parts has them in a numbered list, and the marking an item for
each, so that no mark is given for what was not asked.

Below an invented headline (``evidence/invented.py``) each ``:::{choice} Fault`` opens to say
whether the headline has that fault, and ``{write}`` leaves room for a better one: nothing of it
needs a script.
"""

from html import escape
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

from publishing.markup.fold import Fold, Titled
from publishing.markup.node_factories import link, paragraph, section

logger = logging.getLogger(__name__)

Written = tuple[list[nodes.Node], list[nodes.system_message]]
"""What a role gives: nodes, and messages of what is wrong."""

HINT, ANSWER = "Hint", "Worked answer"
EXERCISE_KINDS = {
    "reading": "reading a figure",
    "judging": "judging a claim",
    "computing": "computing",
    "data": "working with the data files",
}
"""What an exercise trains."""

LEVELS = {"first": "first steps", "core": "core", "stretch": "stretch"}
"""How hard an exercise is: to begin with, for everybody, for who wants more."""

CHOICE = "choice"
"""The kind of fold, and its class, that says whether a headline has a fault."""

YES, NO = "Yes, that is a fault here.", "No, not this one."
"""What such a fold says first."""

BLANKS = ("short", "long", "draw")
"""How much room to write a worksheet leaves."""

EXERCISES = "exercises"
"""What is known of a page's exercises, in Sphinx's metadata of pages: place and title, by name."""

TYPED = "typed"
"""The class of numbers that no source gives: times, marks, and which exercise or slide is meant."""


def _between(argument: str | None, what: str, most: int) -> int:
    number = int(directives.positive_int(argument))
    if not 0 < number <= most:
        raise ValueError(f"{what} must lie between 1 and {most}")
    return number


def minutes(argument: str | None) -> int:
    """Return a whole number of minutes from one to three hours. Raises ``ValueError``."""
    return _between(argument, "minutes", 180)


def marks(argument: str | None) -> int:
    """Return a whole number of marks from one to twenty. Raises ``ValueError``."""
    return _between(argument, "marks", 20)


def duration_node(number: int) -> nodes.inline:
    """Return a time as words on the page: 'about 5 minutes', 'about an hour'."""
    text = "about an hour" if number == 60 else f"about {number} minutes"
    return nodes.inline("", text, classes=[TYPED])


class Exercise(Titled):
    """One exercise, as a section of its own."""

    option_spec: ClassVar[dict[str, Any]] = {
        "name": directives.unchanged_required,
        "kind": lambda argument: directives.choice(argument, tuple(EXERCISE_KINDS)),
        "level": lambda argument: directives.choice(argument, tuple(LEVELS)),
        "marks": marks,
        "minutes": minutes,
    }

    def run(self) -> list[nodes.Node]:
        """Return the section; what an exercise lacks is a warning, so the build fails."""
        missing = [name for name in self.option_spec if name not in self.options]
        if missing:
            raise self.error(f"an exercise needs the options {', '.join(missing)}")
        label = paragraph(
            nodes.inline("", f"Exercise {self._note()}", classes=[TYPED]),
            f", {EXERCISE_KINDS[self.options['kind']]}, ",
            duration_node(self.options["minutes"]),
            f", {LEVELS[self.options['level']]}, ",
            nodes.inline("", _in_marks(self.options["marks"]), classes=[TYPED]),
            classes=["exercise-label"],
        )
        home = section(self.arguments[0], f"exercise-{self.options['name']}", label)
        home["classes"].append("exercise")
        folds = list(self.filled(home).findall(Fold))
        for fold in folds:
            fold["of"] = self.arguments[0]
        for title in (HINT, ANSWER):
            matches = [fold for fold in folds if fold["summary"] == title]
            if len(matches) != 1:
                self._warn("needs one fold called '%s', not %s", title, len(matches))
        earned = [marking for marking in home.findall(nodes.container) if "marks" in marking]
        self._ask(home, [number for marking in earned for number in marking["marks"]])
        for marking in earned if folds else []:  # who marks reads it with the answer
            marking.parent.remove(marking)
            folds[-1].append(marking)
        choices = [fold for fold in folds if fold.get("kind") == CHOICE]
        if choices and not any(fold["right"] for fold in choices):
            self._warn("needs a {choice} that is :right:, out of %s", len(choices))
        return [home]

    def _ask(self, home: nodes.section, worth: list[int]) -> None:
        """Say behind each part of the task what it is worth; every mark must be asked for."""
        lists = [child for child in home.children if isinstance(child, nodes.enumerated_list)]
        parts = [part for enumeration in lists for part in enumeration.children]
        if sum(worth) != self.options["marks"]:
            self._warn("is worth %s, and its {marking} is not", _in_marks(self.options["marks"]))
        if len(worth) != max(1, len(parts)):
            self._warn("has %s numbered parts, its {marking} %s items", len(parts), len(worth))
        for part, number in zip(parts, worth, strict=False):
            last_paragraph = list(part.findall(nodes.paragraph))[-1]
            last_paragraph += nodes.inline("", f" ({_in_marks(number)})", classes=[TYPED])

    def _warn(self, message: str, *arguments: object) -> None:
        text = f"exercise '%s' {message}"
        logger.warning(text, self.arguments[0], *arguments, location=self.get_location())

    def _note(self) -> int:
        """Note the exercise by its name; return its place on its page."""
        noted = self.env.metadata[self.env.docname].setdefault(EXERCISES, {})
        name, number = self.options["name"], len(noted) + 1
        if noted.setdefault(name, (number, self.arguments[0]))[0] != number:
            self._warn("has the name of another one, %s: choose another", name)
        return number


def _in_marks(number: int) -> str:
    return f"{number} mark{'s' * (number > 1)}"


class Marking(Titled):
    """What earns the marks of an exercise: a list, a mark an item or as many as ``{marks}`` say."""

    required_arguments = 0

    def run(self) -> list[nodes.Node]:
        """Return the list, each item with its marks; ``marks`` has those of each."""
        self.assert_has_content()
        holder = self.filled(nodes.container(classes=["marking"]))
        holder["marks"] = list(map(_awarded, holder.findall(nodes.list_item)))
        total = nodes.inline("", f", {sum(holder['marks'])} in all", classes=[TYPED])
        holder.insert(0, paragraph(nodes.strong("", "Marks"), total))
        return [holder]


def _awarded(item: nodes.list_item) -> int:
    """Return the marks that an item says it is worth; one that does not is given one."""
    mark_nodes = [node for node in item.findall(nodes.inline) if "marks" in node]
    if not mark_nodes:
        first: nodes.Element = next(iter(item.findall(nodes.paragraph)))
        mark_nodes = [marks_node(1)]
        first.insert(0, mark_nodes)
    return sum(node["marks"] for node in mark_nodes)


def marks_node(number: int) -> nodes.inline:
    """Return a number of marks as it begins an item of a marking scheme."""
    return nodes.inline("", f"{_in_marks(number)}: ", classes=[TYPED], marks=number)


class Choice(Titled):
    """A fault that a headline may have; opened, it says whether it has it and why."""

    option_spec: ClassVar[dict[str, Any]] = {"right": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Return the fold, which begins with the verdict."""
        self.assert_has_content()
        right = "right" in self.options
        verdict = paragraph(nodes.strong("", YES if right else NO))
        fold = Fold("", verdict, summary=self.arguments[0], kind=CHOICE, right=right)
        return [self.filled(fold)]


class Write(Titled):
    """Room to write on screen, named by the argument. What is written is neither kept nor sent."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Return the room; only HTML has it."""
        words = escape(self.arguments[0])
        room = (
            f'<label class="write">{words}<textarea rows="2" autocomplete="off"></textarea></label>'
        )
        return [nodes.raw("", room, format="html")]


class WorksheetLink(SphinxDirective):
    """Leads to the PDF of the page, a worksheet, where the site is to have it."""

    def run(self) -> list[nodes.Node]:
        """Return the link to the file beside the page, or nothing."""
        if "pdf" not in self.config.book_files:
            return []
        leads = link("The worksheet as PDF", f"{self.env.docname.rpartition('/')[2]}.pdf")
        return [paragraph(leads, classes=["screen-only"])]


class Blank(SphinxRole):
    """Room on paper: ``{blank}`short``` for a line, ``long`` for several, ``draw`` for a box.

    The lines are drawn by the style sheet; for who does not see them the room is named.
    """

    def run(self) -> Written:
        """Return the room."""
        if self.text not in BLANKS:
            return role_error(self, f"a blank is {' or '.join(BLANKS)}, not {self.text}")
        hidden_label = nodes.inline("", "room to write", classes=["visually-hidden"])
        return [nodes.inline("", "", hidden_label, classes=["blank", f"blank-{self.text}"])], []


class Marks(SphinxRole):
    """What an item of a marking scheme is worth: ``{marks}`3```."""

    def run(self) -> Written:
        """Return the number of marks, as words."""
        try:
            return [marks_node(marks(self.text))], []
        except ValueError as problem:
            return role_error(self, f"'{self.text}' marks: {problem}")


def role_error(role: SphinxRole, message: str) -> Written:
    """Return what a failed role returns: a problematic node, and the error message."""
    error = role.inliner.reporter.error(message, line=role.lineno)
    return [role.inliner.problematic(role.rawtext, role.rawtext, error)], [error]
