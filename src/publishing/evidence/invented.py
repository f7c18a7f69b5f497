"""What was made up for practice, filled in from the data.

``:::{invented}`` holds a headline that nobody wrote. Its claims are not checked, because they are
there to be found wrong; its figures come from the data, as ``[[id]]``.
"""

from docutils import nodes

from inspections.language import wording
from inspections.register import UnknownId
from publishing.markup.fold import Titled
from publishing.markup.node_factories import paragraph
from publishing.records.load_register import register_of


class Invented(Titled):
    """A headline made up for practice, or what the argument names, marked as such."""

    required_arguments, optional_arguments = 0, 1

    def run(self) -> list[nodes.Node]:
        """Return what was made up, marked, each line as written, its figures as plain words."""
        self.assert_has_content()
        try:
            register = register_of(self.env)
            lines = [" ".join(self.content)] if not self.arguments else self.content
            texts = [wording.fill(line, register) for line in lines]
        except (UnknownId, ValueError) as problem:
            raise self.error(str(problem)) from problem
        what = self.arguments[0] if self.arguments else "headline"
        mark = paragraph(f"Invented {what}, for practice only", classes=["invented-mark"])
        return [nodes.container("", mark, *map(paragraph, texts), classes=["invented"])]
