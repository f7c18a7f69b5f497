"""Session plans for teachers: steps with their minutes, which must add up to the session's.

``:::{session} Title`` with the option ``minutes`` holds ``:::{step} What to do`` blocks, each with
its own ``minutes``.
"""

from typing import Any, ClassVar

from docutils import nodes

from publishing.markup.builders import paragraph, section
from publishing.markup.details import Titled
from publishing.markup.exercises import MINUTES, minutes


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
