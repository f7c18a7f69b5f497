"""What the tests proved of the data, shown in the book: read from their own record."""

from __future__ import annotations

import json

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from publishing.markup.builders import paragraph, table
from tools.approval.approved_outputs import TOTALS


class MutantTotals(SphinxDirective):
    """Shows, table by table, how many planted changes were made and how many were caught."""

    def run(self) -> list[nodes.Node]:
        """Return a sentence with the totals and the table."""
        totals = [each for each in json.loads(TOTALS.read_text(encoding="utf-8")) if each["total"]]
        rows = [
            [
                f"{each['table']}.csv",
                f"{each['total']:,}",
                f"{each['caught']:,}",
                f"{len(each['survivors']):,}",
            ]
            for each in totals
        ]
        planted = sum(each["total"] for each in totals)
        survived = [one for each in totals for one in each["survivors"]]
        sentence = f"{planted:,} changes were planted and {planted - len(survived):,} were caught."
        made = [
            paragraph(sentence),
            table(
                ["File", "Changes planted", "Caught", "Not noticed"],
                rows,
                caption="Planted changes of the data and how many were caught",
                numbers=(1, 2, 3),
            ),
        ]
        for node in made:
            node["classes"].append("from-data")
        return made


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("mutant-totals", MutantTotals)
