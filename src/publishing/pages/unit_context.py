"""What readers are told of a unit, as plain texts for templates, data files and machines."""

from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from inspections.language import wording
from inspections.register import RATINGS, Citation, Fact, Inspection, Register, StandardRating
from inspections.register.gazetteer import SMALL, Gazetteer, Place, Unit
from publishing.downloads.unit_files import stated_facts, stated_findings
from publishing.records.record_text import citation_words, publication, said_year

View = dict[str, Any]
TEMPLATES = Path(__file__).parent / "templates"
A_TO_Z = "units/places"
"""The page that lists every place by its first letter, and the beginning of the names of those
that list the small ones, a page a letter."""

LISTED = {
    "both lists": "The unit is in both official lists, of {} and {}.",
    "earlier list only": "The unit is in the official list of {}; that of {} no longer has it.",
    "later list only": "The unit is not in the official list of {}, but in that of {}.",
}
STANDINGS = {
    "shared": "Another unit covers part of it, or of its authority.",
    "namesake": "Other places have this name.",
    "former": "Another unit has it since; inspections so far were of this one.",
    "perhaps former": "It may belong to another unit since; we have not seen which places moved.",
    "present": "It belongs to this unit since a change; inspections so far were of another.",
    "stronger": "Sources differ; more of them name this unit.",
    "weaker": "Sources differ; fewer of them name this unit.",
}
BASES = {
    "stated": "Places that a source names with this unit",
    "derived": "Places we matched to it from official look-up tables",
}
TITLES = {
    "shared": "Places in more than one unit",
    "former": "Places that have moved to another unit",
    "perhaps former": "Places that may have moved",
    "present": "Places that came from another unit",
    "stronger": "Places on which sources differ",
    "weaker": "Places that more sources put in another unit",
}
"""What is said of a place whose name does not lead to one unit alone, by its standing; and the
titles of groups of places, by basis and by standing."""


def address(unit: Unit) -> str:
    """Return the address of a unit's page below the front page's."""
    return f"units/{unit.unit_id}.html"


@cache
def _months_of_lists(gazetteer: Gazetteer) -> tuple[str, str]:
    """Return the month of the earlier official list of units and that of the later one."""
    days = {cited.source.published for unit in gazetteer.units.values() for cited in unit.citations}
    earlier, later = (day[:7] and wording.say_date(day[:7]) for day in (min(days), max(days)))
    return earlier or "a day not seen", later or "a day not seen"


def region_anchor(region: str) -> str:
    """Return the anchor of a region in the list of regions and their units."""
    return f"units-of-{'-'.join(region.lower().replace(',', '').split())}"


def view(unit: Unit, gazetteer: Gazetteer) -> View:
    """Return what templates print of a unit, as ``unit_view``: all that its page says."""
    inspections = gazetteer.inspections(unit)
    return {
        **summary(unit, gazetteer),
        "unit": unit,
        "inspections": [rating(rated, gazetteer.register) for rated in reversed(inspections)],
        "is_subject": inspections == gazetteer.register.subject_inspections,
        "change": change(inspections),
        "not_rated": "" if inspections else not_rated(gazetteer),
        "gap": wording.fill(unit.gap, gazetteer.register),
        "listed": LISTED[unit.listed].format(*_months_of_lists(gazetteer)),
        "neighbours": [
            summary(peer, gazetteer) for peer in gazetteer.regions[unit.region] if peer is not unit
        ],
        "before": [
            summary(gazetteer.units[name], gazetteer)
            for name in gazetteer.predecessors[unit.unit_id]
        ],
        "after": [summary(gazetteer.units[name], gazetteer) for name in unit.successors],
        "places": places(gazetteer.places_by_unit[unit.unit_id]),
        "lists": [citation(list_citation) for list_citation in unit.citations],
    }


def summary(unit: Unit, gazetteer: Gazetteer) -> View:
    """Return what stands in a list of units: name, address and the latest grade."""
    inspections = gazetteer.inspections(unit)
    latest = inspections[-1] if inspections else None
    year = (said_year(latest) or "no date seen") if latest else ""
    listed = f"new unit in the official list of {_months_of_lists(gazetteer)[1]}; "
    new = listed if unit.listed == "later list only" else ""
    none = "a report is missing from our list" if unit.gap else f"{new}no grade in our list"
    later = "; a later report seems to be missing from our list" if unit.gap else ""
    return {
        "id": unit.unit_id,
        "name": unit.name,
        "region": unit.region,
        "region_anchor": region_anchor(unit.region),
        "address": address(unit),
        "year": year,
        "grade_and_year": f"{latest.overall_rating}, {year}{later}" if latest else none,
    }


def rating(inspection: Inspection, register: Register) -> View:
    """Return one inspection: grade, place on the ladder, date, rule book, words, details."""
    standards = register.standard_ratings.get(inspection.inspection_id, ())
    return {
        "grade": inspection.overall_rating,
        "ladder": ladder(inspection.rank),
        "date": wording.say_report(inspection),
        "year": said_year(inspection),
        "rule_book": inspection.programme.label,
        "citations": [citation(cited) for cited in inspection.citations],
        "standards": [standard(standard_rating) for standard_rating in standards],
        "figures": [
            *points(inspection),
            *(fact_view(fact, register) for fact in _by_news(stated_facts(inspection, register))),
        ],
        "findings": [
            {
                "name": wording.fill(finding.statement, register),
                "citations": [citation(one) for one in finding.citations],
            }
            for finding in stated_findings(inspection, register)
        ],
    }


def _by_news(figures: list[Fact]) -> list[Fact]:
    """Return counts first, those of the most cases before others, then shares, then the rest."""
    return sorted(figures, key=lambda fact: (-(fact.total or 0), fact.unit != "per cent"))


def standard(rated: StandardRating) -> View:
    """Return the rating of one standard, saying where it was worked out, with its source."""
    worked_out = " (worked out)" if rated.basis == "derived" else ""
    cited = [citation(quote) for quote in rated.citations]
    return {"name": rated.standard, "grade": f"{rated.rating}{worked_out}", "citations": cited}


def fact_view(fact: Fact, register: Register) -> View:
    """Return a figure of an inspection with its label, its sources and what they say of it.

    What is said of several figures is said at the first of them.
    """
    cited = [citation(quote) for quote in fact.sources if quote.relation != "differs"]
    remarks = [
        wording.fill(finding.statement, register)
        for finding in register.findings.values()
        if finding.tone == "context" and _first_named(finding.statement) == fact.fact_id
    ]
    remark = " ".join(filter(None, [fact.fragment_reason, *remarks]))
    text = wording.say_with_unit(fact)
    return {"name": fact.label, "text": text, "said": remark, "citations": cited}


def _first_named(text: str) -> str:
    mark = wording.PLACEHOLDER.search(text)
    return mark[1] if mark else ""


def points(inspection: Inspection) -> list[View]:
    """Return the points of an inspection in a list of its own, where a source prints them."""
    if inspection.score is None or inspection.score_citation is None:
        return []
    scored = f"{wording.in_digits(inspection.score)} of {inspection.score_out_of}"
    cited = [citation(inspection.score_citation)]
    return [{"name": "Inspection points", "text": scored, "citations": cited}]


def ladder(rank: int) -> list[View]:
    """Return the steps of the ladder from the highest grade down, the reached one marked."""
    steps = list(enumerate(RATINGS))
    return [{"name": name, "rank": step, "is_here": step == rank} for step, name in steps[::-1]]


def citation(cited: Citation) -> View:
    """Return the words of a source, who published them, and the link."""
    return {"words": citation_words(cited), "who": publication(cited.source), "link": cited.link}


def change(inspections: tuple[Inspection, ...]) -> str:
    """Return how the grade moved between the first and the latest inspection, or ''."""
    if len(inspections) < 2:
        return ""
    first, last = inspections[0], inspections[-1]
    moved = wording.rating_direction(first, last)
    between = f"from {first.overall_rating} to {last.overall_rating}"
    text = f"The grade {moved} {between}." if first.rank != last.rank else f"The grade {moved}."
    if first.programme == last.programme:
        return text
    return f"{text} The two grades rest on different rules, so this alone does not show a trend."


def not_rated(gazetteer: Gazetteer) -> str:
    """Return why a unit may have no rating here, in the words of the data package."""
    about = gazetteer.register.package.descriptor.get("units_list", {})
    return wording.fill(
        about.get("not_rated", "We found no rated report on it."), gazetteer.register
    )


def places(unit_places: tuple[Place, ...]) -> list[View]:
    """Return the places of a unit in groups: stated by a source, worked out, unsure, and small."""
    certain = [place for place in unit_places if place.is_certain and place.kind != SMALL]
    groups: list[View] = [
        {"title": heading, "places": [place for place in certain if place.basis == basis]}
        for basis, heading in BASES.items()
    ]
    unsure = sorted((place for place in unit_places if not place.is_certain), key=_standing)
    for standing, shared in groupby(unsure, key=_standing):
        note = STANDINGS[standing]
        groups.append({"title": TITLES[standing], "places": list(shared), "note": note})
    small = [place for place in unit_places if place.is_certain and place.kind == SMALL]
    groups.append({"title": "Villages and other small places", "places": small, "is_folded": True})
    return [group for group in groups if group["places"]]


def _standing(place: Place) -> str:
    return place.standing


def title(unit_view: View) -> str:
    """Return the title of a unit's page, as people search for it."""
    if not unit_view["inspections"]:
        where = "not in our list" if unit_view["gap"] else "not found"
        return f"{unit_view['name']}: probation rating {where}"
    latest = unit_view["inspections"][0]
    return f"{unit_view['name']}: probation rated {latest['grade']} ({unit_view['year']})"


def description(unit_view: View) -> str:
    """Return the description of a unit's page for search engines and previews."""
    names = {
        group["title"]: [place.name for place in group["places"]] for group in unit_view["places"]
    }
    stated, derived = (names.get(heading, []) for heading in BASES.values())
    covers = ""
    verb = "covered" if unit_view["after"] else "covers"
    if len(stated) > 4:
        covers = f" It {verb} {', '.join(stated[:4])} and more."
    elif len(derived) > 4:
        covers = f" By our working, it {verb} {', '.join(derived[:4])} and more."
    if unit_view["inspections"]:
        latest = unit_view["inspections"][0]
        graded = f"Inspectors rated the {unit_view['name']} probation unit {latest['grade']}"
        return f"{graded} in a report of {latest['date']}.{covers}"
    if unit_view["gap"]:
        return f"The {unit_view['name']} probation unit: {unit_view['gap']}{covers}"
    return f"No inspection rating of the {unit_view['name']} probation unit was found.{covers}"
