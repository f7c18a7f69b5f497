"""Lists of what the book rests on: sources, tables of the data package, corrections."""

from docutils import nodes

from inspections.language import wording
from inspections.register import Register, Source
from publishing.evidence.nodes import evidence_node, inline_nodes
from publishing.markup.node_factories import bullets, link, paragraph, section, table
from publishing.records.record_cards import date_card


def list_of_sources(register: Register) -> list[nodes.Node]:
    """Return every source with what is known of it, by publisher and date."""
    ordered = sorted(register.sources.values(), key=lambda work: (work.publisher, work.published))
    listed = bullets(_source(work) for work in ordered)
    listed["classes"].append("list-of-sources")
    return [listed]


def _source(source: Source) -> list[nodes.Node]:
    when = wording.say_report_date(source.published, basis=source.published_basis)
    stop = "" if source.title.endswith((".", "?", "!")) else "."
    about = f"{stop} {source.publisher} ({source.kind}), {when}. {source.licence}."
    note = f" {source.note}" if source.note else ""
    return [link(source.title, source.url), nodes.Text(about + note)]


def list_of_tables(register: Register) -> list[nodes.Node]:
    """Return, for each table of the data package, its columns with their meaning."""
    sections: list[nodes.Node] = []
    for resource in register.package.descriptor["resources"]:
        rows = [
            [nodes.literal("", field["name"]), field["type"], field["description"]]
            for field in resource["schema"]["fields"]
        ]
        columns = table(
            ["Column", "Type", "Meaning"], rows, caption=f"Columns of {resource['path']}"
        )
        about, anchor = paragraph(resource["description"]), f"table-{resource['name']}"
        sections.append(section(resource["title"], anchor, about, columns))
    return sections


def corrections(register: Register) -> list[nodes.Node]:
    """Return a table of every correction, newest first, or a sentence that there is none."""
    records = register.package.records("corrections")
    rows = sorted(records, key=lambda correction: correction["date"], reverse=True)
    if not rows:
        return [paragraph("No number has been corrected since the first edition.")]
    columns = ("concerns", "before", "after", "reason")
    cells = [[wording.say_date(row["date"]), *(row[name] for name in columns)] for row in rows]
    header = ["Date", "About", "Before", "After", "Why"]
    return [table(header, cells, caption="Corrections, newest first")]


def news(register: Register) -> list[nodes.Node]:
    """Return one line with the newest event whose day a source states; nothing if there is none."""
    dated = [
        event
        for event in register.events.values()
        if event.date_basis == "stated" and len(event.date) == len("YYYY-MM-DD")
    ]
    if not dated:
        return []
    newest = max(dated, key=lambda event: event.date)
    card = date_card(register, newest.event_id)
    label = inline_nodes(f". {newest.label}.", register)
    searched = wording.say_date(register.package.descriptor["searched"])
    return [
        paragraph(
            nodes.strong("", "Latest dated event in our account: "),
            evidence_node(card),
            *label,
            nodes.Text(f" Sources were last searched on {searched}."),
            classes=["news"],
        )
    ]
