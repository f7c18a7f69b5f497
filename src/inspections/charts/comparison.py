"""What several inspections found, theme by theme: a column each, strengths and concerns told apart.

A cell never shows one side alone: where the data hold both a strength and a concern of a theme,
both must be there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspections import wording
from inspections.charts.board import Board, Entry, Group, Mark
from inspections.charts.figure import Figure, build, place, reports, stated
from inspections.facts import Finding, Inspection, Register, find

MARK_OF_TONE: dict[str, Mark] = {"strength": "plus", "concern": "minus"}
SAID: dict[Mark, str] = {
    "plus": "strength",
    "minus": "concern",
    "open": "neither",
}
GAP = "nothing in the sources read"


@dataclass(frozen=True)
class Theme:
    """A row: its heading, the themes of the data that it takes in, and findings with their words.

    Words may take in a figure, ``[[fact-id]]``. A finding whose tone is neither strength nor
    concern is shown as neither; one of no inspection, such as a later rule, stands in the
    last column.
    """

    label: str
    themes: tuple[str, ...]
    words: Mapping[str, str]


def comparison(register: Register, themes: Sequence[Theme], *, title: str) -> Figure:
    """Return the subject's inspections side by side, theme by theme.

    Raises ``UnknownId`` for an unknown finding, and ``ValueError`` where a finding belongs to
    another theme or to no inspection of the subject, or a cell leaves out the strengths or the
    concerns that the data hold.
    """
    inspections = register.subject_inspections
    groups = tuple(_group(register, each, inspections) for each in themes)
    entries = [one for group in groups for cell in group.cells for one in cell]
    used = [one.record_id for one in entries if one.record_id]
    marks = {one.mark for one in entries}
    key = tuple((mark, said) for mark, said in SAID.items() if mark in marks)
    columns = tuple(each.year for each in inspections)
    figures = [
        match[1]
        for each in themes
        for words in each.words.values()
        for match in wording.MARK.finditer(words)
    ]
    return build(
        name="themes-compared",
        title=title,
        subtitle=(
            "Main findings, theme by theme; each leads to its source. "
            f"{place(register, inspections[0])}, {reports(inspections)}."
        ),
        note=_note(inspections),
        description=_description(groups, columns),
        rows=_rows(groups, columns),
        uses=[*used, *figures],
        citations=stated(register.findings[each] for each in used),
        board=Board(columns=columns, groups=groups, key=key),
    )


def _note(inspections: Sequence[Inspection]) -> str:
    said = "The lists are not complete and must not be counted against each other."
    if len({each.programme for each in inspections}) > 1:
        said += " The inspections had different rules."
    return said


def _group(register: Register, theme: Theme, inspections: Sequence[Inspection]) -> Group:
    named = {each: find(register.findings, each, kind="finding") for each in theme.words}
    for name, each in named.items():
        if each.theme not in theme.themes or (
            each.inspection not in inspections and each.tone in MARK_OF_TONE
        ):
            raise ValueError(f"{name} does not belong under '{theme.label}'")
    cells = []
    for inspection in inspections:
        chosen = [
            each for each in named.values() if (each.inspection or inspections[-1]) == inspection
        ]
        _refuse_one_sided(register, theme, inspection, chosen)
        entries = [_entry(register, theme, each) for each in chosen]
        cells.append(tuple(entries) or (Entry("none", GAP),))
    return Group(theme.label, tuple(cells))


def _entry(register: Register, theme: Theme, finding: Finding) -> Entry:
    words = wording.fill(theme.words[finding.finding_id], register)
    return Entry(MARK_OF_TONE.get(finding.tone, "open"), words, finding.finding_id)


def _refuse_one_sided(
    register: Register, theme: Theme, inspection: Inspection, chosen: Sequence[Finding]
) -> None:
    tones = {
        each.tone
        for each in register.findings.values()
        if each.inspection == inspection and each.theme in theme.themes
    } & set(MARK_OF_TONE)
    if missing := sorted(tones - {each.tone for each in chosen}):
        raise ValueError(
            f"'{theme.label}', {inspection.year}: the data hold a {' and a '.join(missing)}; "
            "show one"
        )


def _rows(groups: Sequence[Group], columns: Sequence[str]) -> list[tuple[str, dict[str, str]]]:
    return [
        (
            entry.record_id,
            {
                "Theme": group.label,
                "Report": column,
                "Finding": entry.words,
                "Kind": SAID[entry.mark] if entry.record_id else "–",
            },
        )
        for group in groups
        for column, cell in zip(columns, group.cells, strict=True)
        for entry in cell
    ]


def _description(groups: Sequence[Group], columns: Sequence[str]) -> str:
    lines = []
    for group in groups:
        cells = [
            f"{column}: "
            + "; ".join(
                f"{entry.words} ({SAID[entry.mark]})" if entry.record_id else entry.words
                for entry in cell
            )
            for column, cell in zip(columns, group.cells, strict=True)
        ]
        lines.append(f"{group.label}, {'. '.join(cells)}.")
    return f"A table with a column for each report. {' '.join(lines)}"
