"""The pages that are made from the data alone: ledger, findings, differences, unknowns, glossary.

Each is a directive without content; a page places it under its own introduction. What a page
says of a record comes from the same cards that the roles use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from inspections.language import wording
from inspections.register.records import (
    Citation,
    Event,
    Fact,
    Finding,
    Inspection,
    Office,
    Programme,
    Recommendation,
    Register,
    Row,
    Source,
)
from publishing.downloads import citations, data_files
from publishing.evidence.roles import Evidence, all_uses, evidence_node, inline_nodes
from publishing.markup.builders import (
    Content,
    bullets,
    citation_nodes,
    definitions,
    entry_mark,
    link,
    paragraph,
    section,
    table,
)
from publishing.markup.details import Fold
from publishing.markup.entry_links import EntryLink
from publishing.pages import ratings_tables
from publishing.records.record_cards import (
    DIFFERENCES,
    LEDGER,
    SYSTEM,
    UNKNOWNS,
    Card,
    arithmetic,
    card_of_id,
    date_card,
    date_of_report,
    inspection_name,
    ledger,
    register,
)


class UsedIn(nodes.General, nodes.Element):
    """Stands where the places that use a record are listed, once every page has been read."""


# --- entries -----------------------------------------------------------------------------------


def fact_entry(fact: Fact, known: Register) -> nodes.section:
    """Return the full entry of one fact."""
    pairs: list[tuple[str, Content]] = [
        ("Figure", wording.say_with_unit(fact)),
        ("Counted among", fact.population),
        ("Inspection", _inspection_text(fact.inspection)),
        (
            "Counts",
            {"success": "what went well", "failure": "what went wrong"}.get(fact.counts, ""),
        ),
    ]
    if fact.derivation:
        inputs = _listed(
            [evidence_node(card_of_id(known, each.fact_id)), nodes.Text(f", {each.label}")]
            for each in fact.derivation.inputs
        )
        pairs += [
            ("Computed by us", arithmetic(fact)),
            ("Out of" if fact.derivation.is_count else "From", inputs),
            ("Right only if", fact.derivation.assumption),
        ]
    else:
        pairs.append(("Source", _citations(fact.citations)))
        pairs.append(("Agreement", _agreement(fact.citations)))
        pairs.append(("Words and figure", fact.fragment_reason))
    pairs.append(("To bear in mind", inline_nodes(fact.note, known)))
    return _of_figure(
        _entry(
            fact.label,
            f"fact-{fact.fact_id}",
            pairs,
            known=known,
            topic=fact.topic,
            inspection=fact.inspection,
        )
    )


def _of_figure(entry: nodes.section) -> nodes.section:
    """Mark an entry whose first line is its number or grade, which is set large."""
    entry["classes"].append("of-figure")
    return entry


def rating_entry(inspection: Inspection, known: Register) -> nodes.section:
    """Return the full entry of one inspection's rating."""
    name = inspection.inspection_id
    pairs: list[tuple[str, Content]] = [
        ("Rating", inspection.overall_rating),
        ("Report", date_of_report(inspection.report_date, inspection.date_basis)),
        ("Rule book", inspection.programme.label),
        ("Region", _basis(inspection.region, inspection.region_basis)),
        ("Points", _points(inspection)),
        ("Chief inspector", inspection.chief_inspector),
        ("Source", _citations(inspection.citations)),
        ("Agreement", _agreement(inspection.citations)),
        ("Checked by", inspection.checked),
        ("To bear in mind", inline_nodes(inspection.note, known)),
    ]
    return _of_figure(
        _entry(
            f"Overall rating: {inspection_name(inspection)}",
            f"rating-{name}",
            pairs,
            known=known,
            topic="rating",
            inspection=inspection,
        )
    )


def _points(inspection: Inspection) -> str:
    if inspection.score is None:
        return ""
    return f"{inspection.score} of {inspection.score_out_of}"


def programme_entry(programme: Programme, known: Register) -> nodes.section:
    """Return the full entry of one rule book."""
    pairs: list[tuple[str, Content]] = [
        ("Began", wording.say_date(programme.began)),
        ("Source", _citations(programme.citations)),
        ("To bear in mind", inline_nodes(programme.note, known)),
    ]
    title = f"Rule book: {programme.label}"
    anchor = f"programme-{programme.programme_id}"
    return _entry(title, anchor, pairs, known=known, topic="method", inspection=None)


def office_entry(office: Office, known: Register) -> nodes.section:
    """Return one office with everything that was found in it."""
    found = _listed(
        _mention(card_of_id(known, finding.finding_id))
        for finding in known.findings.values()
        if finding.office_id == office.office_id
    )
    pairs: list[tuple[str, Content]] = [
        ("Inspection", _inspection_text(office.inspection)),
        ("Found", found),
        ("Source", _citations(office.citations)),
        ("To bear in mind", inline_nodes(office.note, known)),
    ]
    anchor = f"office-{office.office_id}"
    title = f"Office: {office.name}"
    return _entry(
        title, anchor, pairs, known=known, topic="buildings", inspection=office.inspection
    )


def date_entry(card: Card, event: Event, known: Register) -> nodes.section:
    """Return the full entry of one dated event."""
    inspection = event.inspection
    pairs: list[tuple[str, Content]] = [
        *card.details,
        ("Source", _citations(card.citations)),
        ("Words and date", event.fragment_reason),
        ("To bear in mind", inline_nodes(event.note, known)),
    ]
    return _entry(
        card.heading, card.anchor, pairs, known=known, topic="system", inspection=inspection
    )


def finding_entry(finding: Finding, known: Register) -> nodes.section:
    """Return the full entry of one finding."""
    pairs: list[tuple[str, Content]] = [
        ("Kind", finding.tone),
        ("Said by", finding.said_by),
        ("Office", known.offices[finding.office_id].name if finding.office_id else ""),
        ("Inspection", _inspection_text(finding.inspection)),
        ("Source", _citations(finding.citations)),
        ("To bear in mind", inline_nodes(finding.note, known)),
    ]
    pairs.insert(0, _figures_of(finding.statement, known))
    title = wording.fill(finding.statement, known)
    return _entry(
        title,
        f"finding-{finding.finding_id}",
        pairs,
        known=known,
        topic=finding.theme,
        inspection=finding.inspection,
    )


def recommendation_entry(each: Recommendation, known: Register) -> nodes.section:
    """Return the full entry of one recommendation."""
    shown = _listed(_mention(card_of_id(known, name)) for name in each.later_findings)
    pairs: list[tuple[str, Content]] = [
        ("Recommended in", _inspection_text(each.inspection)),
        ("Afterwards", each.later_state),
        ("Nearest to it" if each.later_state == "cannot be told" else "Shown by", shown),
        ("Source", _citations(each.citations)),
        ("To bear in mind", inline_nodes(each.note, known)),
    ]
    title = wording.fill(each.statement, known)
    return _entry(
        title,
        f"recommendation-{each.recommendation_id}",
        pairs,
        known=known,
        topic=each.theme,
        inspection=each.inspection,
    )


def _figures_of(text: str, known: Register, *, said: str = "") -> tuple[str, Content]:
    """Return the figures that a heading names, as evidence: a heading itself holds no links.

    Those whose ids are among ``said`` stand elsewhere in the entry.
    """
    names = [match[1] for match in wording.MARK.finditer(text)]
    cards = [card_of_id(known, name) for name in names if name not in said.split()]
    return ("Figures", _listed(_mention(card) for card in cards))


def _entry(
    title: Content,
    anchor: str,
    pairs: list[tuple[str, Content]],
    *,
    known: Register,
    topic: str,
    inspection: Inspection | None,
) -> nodes.section:
    """Return an entry with its back-links, marked so that the page's filter can find it."""
    marks = {
        "inspection": _inspection_text(inspection) or "none: the system as a whole",
        "topic": known.topics[topic].heading,
    }
    record_id = anchor.partition("-")[2]
    corrected = last_corrected(known, record_id)
    more: list[tuple[str, Content]] = [
        ("Sources differ", _concerned(known, "conflicts", record_id)),
        ("Not known", _concerned(known, "unknowns", record_id)),
        ("Last corrected", corrected),
    ]
    record = definitions([*pairs, *more])
    used = UsedIn("", anchor=anchor, corrected=bool(corrected))
    entry = section(title, anchor, entry_mark(marks), record, used)
    entry["classes"].append("entry")
    return entry


_QUESTIONS = {
    "conflicts": ("conflict_id", "point", DIFFERENCES, "conflict"),
    "unknowns": ("unknown_id", "question", UNKNOWNS, "unknown"),
}


def _concerned(known: Register, name: str, record_id: str) -> Content:
    """Return links to the differences, or open questions, that concern a record."""
    key, text, docname, prefix = _QUESTIONS[name]
    links = [
        EntryLink(
            "", wording.fill(row[text], known), docname=docname, anchor=f"{prefix}-{row[key]}"
        )
        for row in known.package.records(name)
        if record_id in row["concerns"].split()
    ]
    return _listed([each] for each in links)


def _listed(entries: Iterable[list[nodes.Node]]) -> Content:
    """Return several entries as a list, one by itself, and none as nothing."""
    found = list(entries)
    return bullets(found) if len(found) > 1 else [node for each in found for node in each]


def last_corrected(known: Register, record_id: str) -> str:
    """Return the day of a record's last correction with its reason; nothing if there was none."""
    found = [row for row in known.package.records("corrections") if row["concerns"] == record_id]
    if not found:
        return ""
    row = max(found, key=lambda each: str(each["date"]))
    return (
        f"{wording.say_date(row['date'])}: {row['before']} became {row['after']}. {row['reason']}"
    )


def _group(title: str, anchor: str, entries: Iterable[nodes.section]) -> nodes.section:
    """Return a section of entries."""
    group = section(title, anchor, *entries)
    group["classes"].append("entries")
    return group


def _citations(citations: Iterable[Citation]) -> Content:
    return _listed(citation_nodes(each) for each in citations)


def _agreement(citations: tuple[Citation, ...]) -> str:
    """Return whether a record's sources agree, where there is more than one."""
    if len({each.source.source_id for each in citations}) < 2:
        return "one source only"
    differ = any(each.relation == "differs" for each in citations)
    return "the sources differ" if differ else "the sources agree"


def _inspection_text(inspection: Inspection | None) -> str:
    return inspection_name(inspection) if inspection else ""


def _basis(text: str, basis: str) -> str:
    return text if basis == "stated" else f"{text} (worked out from indirect evidence)"


def _mention(card: Card) -> list[nodes.Node]:
    """Return a record in a list: a finding as a link of its own words, a figure with its label."""
    if card.kind in ("finding", "recommendation"):
        return [EntryLink("", card.heading, docname=card.docname, anchor=card.anchor)]
    return [evidence_node(card), nodes.Text(f", {card.heading[0].lower()}{card.heading[1:]}")]


# --- pages -------------------------------------------------------------------------------------


def _above_entries(groups: list[nodes.section], *files: tuple[str, str]) -> list[nodes.Node]:
    """Return links to downloads, each by name and content, to groups, and the filter's place."""
    found: list[nodes.Node] = []
    for name, what in files:
        csv, json = (
            link(f"as {kind.upper()}", f"../{data_files.FOLDER}/{name}.{kind}")
            for kind in ("csv", "json")
        )
        found.append(paragraph(f"{what} of the book to take away: ", csv, ", ", json, "."))
    return [*found, _ways_to(groups), nodes.container("", classes=["entries-filter"])]


def _ways_to(groups: Iterable[nodes.section]) -> nodes.paragraph:
    """Return a row of links to groups of entries, by their names."""
    return _row_of_links((each[0].astext(), each["ids"][0]) for each in groups)


def _row_of_links(ways: Iterable[tuple[str, str]]) -> nodes.paragraph:
    """Return links within the page, each by its words and anchor; paper does without them."""
    links = [nodes.reference("", text, refuri=f"#{anchor}", internal=True) for text, anchor in ways]
    spaced = [part for each in links for part in (each, nodes.Text(" "))]
    return paragraph(spaced, classes=["jump", "screen-only"])


NUMBERS = ("every-number", "All numbers")


def every_number(known: Register) -> list[nodes.Node]:
    """Return the subject's ratings, and the figures on its work by topic, derived ones beside."""
    ratings = [rating_entry(each, known) for each in known.subject_inspections]
    groups = [
        _group(known.topics["rating"].heading, "topic-rating", ratings),
        *_figures_by_topic(known, LEDGER),
    ]
    return _linked([*_above_entries(groups, NUMBERS), *groups])


def system_numbers(known: Register) -> list[nodes.Node]:
    """Return rule books, the figures on other units and the system by topic, and every date."""
    programmes = [programme_entry(each, known) for each in known.programmes.values()]
    dates = [
        date_entry(date_card(known, name, ""), event, known) for name, event in known.events.items()
    ]
    groups = [
        _group("Rule books", "topic-rule-books", programmes),
        *_figures_by_topic(known, SYSTEM),
        _group("Dates", "topic-dates", dates),
    ]
    return _linked([*_above_entries(groups, NUMBERS, ("every-date", "All dates")), *groups])


def _figures_by_topic(known: Register, docname: str) -> list[nodes.section]:
    """Return a group for each topic whose figures have their entries on this page."""
    found: list[nodes.section] = []
    for name, topic in known.topics.items():
        if ledger(topic) != docname:
            continue
        entries = [fact_entry(each, known) for each in known.facts.values() if each.topic == name]
        if entries:
            found.append(_group(topic.heading, f"topic-{name}-figures", entries))
    return found


def every_finding(known: Register) -> list[nodes.Node]:
    """Return findings by theme, then recommendations by inspection."""
    found: list[nodes.section] = []
    for name, topic in known.topics.items():
        entries = [
            finding_entry(each, known) for each in known.findings.values() if each.theme == name
        ]
        if entries:
            found.append(_group(topic.heading, f"theme-{name}", entries))
    offices = [office_entry(each, known) for each in known.offices.values()]
    found.append(_group("Offices", "theme-offices", offices))
    entries = [recommendation_entry(each, known) for each in known.recommendations.values()]
    found.append(_group("What was recommended", "theme-recommended", entries))
    return _linked([*_above_entries(found, ("every-finding", "All findings")), *found])


def _linked(entries: list[nodes.Node]) -> list[nodes.Node]:
    """Return entries with plain links to other entries: their cards would say the same again."""
    for entry in entries:
        for node in list(entry.findall(Evidence)):
            card = node.card
            node.replace_self(EntryLink("", card.text, docname=card.docname, anchor=card.anchor))
    return entries


def _by_inspection(
    rows: Sequence[Row], known: Register, make: Callable[[Row], nodes.Node]
) -> list[nodes.Node]:
    """Return a section for each inspection with its rows, then one for what concerns several."""
    groups = {name: inspection_name(each) for name, each in known.inspections.items()}
    groups[""] = "More than one inspection, and the system around them"
    found = []
    for number, (name, title) in enumerate(groups.items(), start=1):
        entries = [make(row) for row in rows if row["inspection_id"] == name]
        if entries:
            found.append(section(title, f"group-{number}", *entries))
    return [_ways_to(found), *found]


def where_sources_differ(known: Register) -> list[nodes.Node]:
    """Return one section for each difference between sources, by inspection."""

    def entry(row: Row) -> nodes.Node:
        says = [
            _says(known, str(row["first_source_id"]), str(row["first_says"])),
            _says(known, str(row["second_source_id"]), str(row["second_says"])),
        ]
        pairs: list[tuple[str, Content]] = [
            _figures_of(str(row["point"]), known, said=str(row["concerns"])),
            ("Kind of difference", row["kind"]),
            ("What is said", bullets(says)),
            ("This book", inline_nodes(row["book_uses"], known)),
            ("Why", inline_nodes(row["reason"], known)),
            ("About", _concerns(str(row["concerns"]), known)),
        ]
        title = wording.fill(str(row["point"]), known)
        return section(title, f"conflict-{row['conflict_id']}", definitions(pairs))

    return _by_inspection(known.package.records("conflicts"), known, entry)


def what_is_not_known(known: Register) -> list[nodes.Node]:
    """Return one section for each question that no source answered, by inspection."""

    def entry(row: Row) -> nodes.Node:
        pairs: list[tuple[str, Content]] = [
            _figures_of(str(row["question"]), known, said=str(row["concerns"])),
            ("What is known", inline_nodes(row["what_is_known"], known)),
            ("Why it matters", inline_nodes(row["why_it_matters"], known)),
            ("Who would know", inline_nodes(row["would_be_answered_by"], known)),
            ("About", _concerns(str(row["concerns"]), known)),
        ]
        title = wording.fill(str(row["question"]), known)
        return section(title, f"unknown-{row['unknown_id']}", definitions(pairs))

    return _by_inspection(known.package.records("unknowns"), known, entry)


def _says(known: Register, source_id: str, text: str) -> list[nodes.Node]:
    if not source_id:
        return [nodes.Text("Also: "), *inline_nodes(text, known)]
    source = known.sources[source_id]
    return [link(source.publisher, source.url), nodes.Text(": "), *inline_nodes(text, known)]


def _concerns(ids: str, known: Register) -> Content:
    return _listed(_mention(card_of_id(known, name)) for name in ids.split())


def glossary(known: Register) -> list[nodes.Node]:
    """Return every term with its meaning, in alphabetical order."""
    found: list[nodes.Node] = []
    letters: dict[str, str] = {}
    for term in sorted(known.terms.values(), key=lambda each: each.term.lower()):
        title = f"{term.term} ({term.abbreviation})" if term.abbreviation else term.term
        pairs: list[tuple[str, Content]] = [
            ("Meaning", inline_nodes(term.definition, known)),
            ("Also called", ", ".join(term.synonyms)),
            ("To bear in mind", inline_nodes(term.note, known)),
            ("Source", _citations(term.citations) if term.citations else ""),
        ]
        title = title[0].upper() + title[1:]
        anchor = f"term-{term.term_id}"
        letters.setdefault(title[0], anchor)
        names = search_names((term.term, term.abbreviation, *term.synonyms), anchor)
        found.append(section(title, anchor, names, definitions(pairs)))
    return [_row_of_links(letters.items()), *found]


def search_names(names: Iterable[str], anchor: str) -> addnodes.index:
    """Return names under which the site's search leads to an anchor; nothing of it is seen.

    A name with a printer's apostrophe is found with a typed one too.
    """
    spellings = dict.fromkeys(
        spelling for name in names if name for spelling in (name, name.replace("’", "'"))
    )
    return addnodes.index(entries=[("single", each, anchor, "main", None) for each in spellings])


def list_of_sources(known: Register) -> list[nodes.Node]:
    """Return every source with what is known of it, by publisher and date."""
    ordered = sorted(known.sources.values(), key=lambda each: (each.publisher, each.published))
    listed = bullets(_source(each) for each in ordered)
    listed["classes"].append("list-of-sources")
    return [listed]


def _source(source: Source) -> list[nodes.Node]:
    date = wording.say_date(source.published) if source.published else ""
    when = {"stated": date, "derived": f"{date}, worked out", "not shown": "no date seen"}
    about = (
        f". {source.publisher} ({source.kind}), {when[source.published_basis]}. {source.licence}."
    )
    note = f" {source.note}" if source.note else ""
    return [link(source.title, source.url), nodes.Text(about + note)]


def list_of_tables(known: Register) -> list[nodes.Node]:
    """Return, for each table of the data package, its columns with their meaning."""
    found: list[nodes.Node] = []
    for resource in known.package.descriptor["resources"]:
        rows = [
            [nodes.literal("", each["name"]), each["type"], each["description"]]
            for each in resource["schema"]["fields"]
        ]
        columns = table(
            ["Column", "Type", "Meaning"], rows, caption=f"Columns of {resource['path']}"
        )
        name, text = str(resource["name"]), str(resource["description"])
        found.append(section(resource["title"], f"table-{name}", paragraph(text), columns))
    return found


def corrections(known: Register) -> list[nodes.Node]:
    """Return a table of every correction, newest first, or a sentence that there is none."""
    found = known.package.records("corrections")
    rows = sorted(found, key=lambda each: str(each["date"]), reverse=True)
    if not rows:
        return [paragraph("No number has been corrected since the first edition.")]
    cells = [
        [
            wording.say_date(str(row["date"])),
            str(row["concerns"]),
            str(row["before"]),
            str(row["after"]),
            str(row["reason"]),
        ]
        for row in rows
    ]
    header = ["Date", "About", "Before", "After", "Why"]
    return [table(header, cells, caption="Corrections, newest first")]


PAGES: dict[str, Callable[[Register], list[nodes.Node]]] = {
    "every-number": every_number,
    "system-numbers": system_numbers,
    "every-finding": every_finding,
    "where-sources-differ": where_sources_differ,
    "what-is-not-known": what_is_not_known,
    "glossary-entries": glossary,
    "list-of-sources": list_of_sources,
    "bibliography": citations.bibliography,
    "list-of-tables": list_of_tables,
    "list-of-downloads": data_files.links,
    "list-of-corrections": corrections,
    "look-up": ratings_tables.look_up,
    "inspected-twice": ratings_tables.inspected_twice,
    "units-of-the-region": ratings_tables.units_of_the_region,
    "printed-points": ratings_tables.printed_points,
    "date-of-evidence": ratings_tables.date_of_evidence,
    "ratings-to-take-away": ratings_tables.take_away,
}


class GeneratedPage(SphinxDirective):
    """Places what one function of ``PAGES`` makes from the register."""

    def run(self) -> list[nodes.Node]:
        """Return the nodes, below the heading that the directive stands under."""
        made = PAGES[self.name](register())
        self.env.metadata[self.env.docname]["lists_uses"] = any(
            list(node.findall(UsedIn)) for node in made
        )
        if any("entries" in node["classes"] for node in made):
            # Groups are enough for the list of contents: it would repeat every entry.
            self.env.metadata[self.env.docname]["tocdepth"] = 2
        for node in made:
            node["classes"].append("from-data")
        return made


# --- back-links --------------------------------------------------------------------------------


def fill_used_in(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace each ``UsedIn`` by links to the sentences and figures that use the record.

    They are folded: most readers come for the source, and what is folded costs a phone no layout.
    """
    places = list(doctree.findall(UsedIn))
    if not places:
        return
    order = list(app.env.toctree_includes) and _reading_order(app)
    for place in places:
        entries = [
            _backlinks(app, docname, page, ids)
            for page in order
            if page != docname and (ids := all_uses(app.env).get(page, {}).get(place["anchor"]))
        ]
        state = "" if place["corrected"] else "; never corrected"
        summary = f"{_on_pages(len(entries))}{state}"
        fold = Fold("", bullets(entries), summary=summary)
        alone = paragraph(summary, classes=["used-nowhere"])
        place.replace_self(fold if entries else alone)


def _on_pages(count: int) -> str:
    if not count:
        return "Not used on another page"
    return f"Used on {wording.in_prose(count)} page{'s' if count > 1 else ''}"


def _reading_order(app: Sphinx) -> list[str]:
    root = app.config.root_doc
    seen: list[str] = []

    def walk(page: str) -> None:
        seen.append(page)
        for child in app.env.toctree_includes.get(page, []):
            if child not in seen:
                walk(child)

    walk(root)
    return seen


def _backlinks(app: Sphinx, here: str, page: str, ids: list[str]) -> list[nodes.Node]:
    address = app.builder.get_relative_uri(here, page)

    def place(text: str, anchor: str) -> nodes.reference:
        return nodes.reference("", text, refuri=f"{address}#{anchor}", internal=True)

    again = nodes.inline("", classes=["screen-only"])  # on paper once is enough
    for number, anchor in enumerate(ids[1:], start=2):
        again += [nodes.Text(", "), place(f"again ({number})", anchor)]
    return [place(app.env.titles[page].astext(), ids[0]), *([again] if len(ids) > 1 else [])]


def setup(app: Sphinx) -> None:
    """Register the directives and the filling in of back-links."""
    skip: Any = (_skip, None)
    app.add_node(UsedIn, html=skip, text=skip, latex=skip)
    for name in PAGES:
        app.add_directive(name, GeneratedPage)
    app.connect("doctree-resolved", fill_used_in)


def _skip(translator: nodes.NodeVisitor, node: nodes.Element) -> None:
    raise nodes.SkipNode
