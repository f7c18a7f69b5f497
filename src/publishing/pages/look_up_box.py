"""The box that leads from a place to its unit, and the list of regions with their units.

Without JavaScript the box is a link to the lists; on paper it is not there.
"""

from collections.abc import Iterable

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from inspections.register import Inspection, Register
from publishing.downloads import data_files, unit_files
from publishing.markup.node_factories import bullets, link, paragraph
from publishing.pages import look_up_index, unit_context
from publishing.records.load_register import gazetteer_of, load_gazetteer

REGIONS = "regions-and-units"
"""The directive that lists every region with its units."""
LABEL = "Type your town, village, borough or county"


class LookUpBox(SphinxDirective):
    """Shows the box."""

    def run(self) -> list[nodes.Node]:
        """Return the place of the box, with the way that needs no script."""
        root = "../" * self.env.docname.count("/")
        gazetteer = gazetteer_of(self.env)
        if not gazetteer.units:
            return []
        index = f"{root}{look_up_index.address(gazetteer)}"
        html = (
            f'<div class="look-up" data-root="{root}" data-index="{index}" data-label="{LABEL}">'
            f'<p><a href="{root}{unit_context.A_TO_Z}.html">'
            "Find your town or village in the list of all places</a></p></div>"
        )
        self.env.metadata[self.env.docname]["look_up"] = "yes"
        return [nodes.raw("", html, format="html")]


def regions_and_units(register: Register) -> list[nodes.Node]:
    """Return each region with its units, each a link to its page with the latest grade."""
    places = load_gazetteer(register)
    content: list[nodes.Node] = []
    for region, units in places.regions.items():
        title = paragraph(nodes.strong("", region))
        title["ids"].append(unit_context.region_anchor(region))
        title += _rating_anchors(places.inspections_of_region(region), register)
        entries = bullets(
            [
                link(unit.name, f"../{unit_context.address(unit)}"),
                nodes.Text(f": {unit_context.summary(unit, places)['grade_and_year']}"),
                *_rating_anchors(places.inspections(unit), register),
            ]
            for unit in units
        )
        entries["classes"].append("units-of-region")
        content += [title, entries]
    return content


def _rating_anchors(inspections: Iterable[Inspection], register: Register) -> list[nodes.Node]:
    """Return a mark for each rating, to which evidence leads; the ledger has the subject's."""
    return [
        nodes.inline("", "", ids=[f"rating-{one.inspection_id}"])
        for one in inspections
        if one not in register.subject_inspections
    ]


def units_to_take_away(register: Register) -> list[nodes.Node]:
    """Return the licence of the files of units and places, and links to them and to the feed.

    Each file also has an address with the version.
    """
    package, folder = register.package.descriptor, f"../{data_files.DOWNLOADS_DIR}"
    version = package["version"]
    links = [
        paragraph(
            link(text, f"{folder}/{name}"),
            "; to cite or build on, use the fixed copy: ",
            link(f"version {version}", f"{folder}/{version}/{name}"),
        ).children
        for name, text in data_files.VERSIONED_DOWNLOADS.items()
    ]
    links.append([link("feed of ratings and corrections (Atom)", f"../{unit_files.FEED}")])
    return [paragraph(package["units_list"]["licence"]), bullets(links)]
