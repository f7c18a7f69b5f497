"""Claims: words such as 'fell' or 'more than half', held against the data that must bear them.

A claim is written as ``kind: ids`` (the kinds are in ``CLAIM_KINDS``). It holds, or ``ValueError``
says why not, or why the figures must not be compared at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from inspections.arithmetic.derivations import surely_above, surely_below
from inspections.language import wording
from inspections.language.wording import in_words
from inspections.register import Inspection, Register, UnknownId

FRACTIONS_BY_NAME = {
    "half": Fraction(1, 2),
    "third": Fraction(1, 3),
    "two-thirds": Fraction(2, 3),
    "quarter": Fraction(1, 4),
    "three-quarters": Fraction(3, 4),
}
"""Shares that a claim can name."""
MOVES = {"rose": "rose", "fell": "fell", "same": "stayed the same"}
"""Claims of how a figure or a grade moved, and what ``wording`` says of it."""


@dataclass(frozen=True)
class Claim:
    """A claim that holds: its kind and the ids of the records that bear it."""

    kind: str
    ids: tuple[str, ...]


def check(claim: str, register: Register) -> Claim:
    """Return a claim written ``kind: ids`` if the data supports it.

    Raises ``UnknownId`` for an unknown record, and otherwise ``ValueError`` with the reason.
    """
    kind, _, rest = claim.partition(":")
    kind, arguments = kind.strip(), rest.split()
    if kind not in CLAIM_KINDS:
        raise ValueError(
            f"'{kind}' is no kind of claim; there are {', '.join(sorted(CLAIM_KINDS))}"
        )
    return Claim(kind=kind, ids=CLAIM_KINDS[kind](kind, arguments, register))


def _direction(kind: str, arguments: list[str], register: Register) -> tuple[str, ...]:
    """The second figure (or rating) is higher than, lower than or the same as the first."""
    earlier, later = _exactly(2, kind, arguments)
    change = _change(earlier, later, register)
    if change != MOVES[kind]:
        raise ValueError(f"'{MOVES[kind]}' is not so: from {earlier} to {later} it {change}")
    return (earlier, later)


def _change(earlier: str, later: str, register: Register) -> str:
    if earlier in register.inspections or later in register.inspections:
        first, second = register.inspection(earlier), register.inspection(later)
        _same_unit(first, second)
        _in_order(first, second)
        return wording.rating_direction(first, second)
    facts = register.fact(earlier), register.fact(later)
    if facts[0].inspection and facts[1].inspection:
        _in_order(facts[0].inspection, facts[1].inspection)
    return wording.direction(*facts)


def _in_order(first: Inspection, second: Inspection) -> None:
    if first.report_date > second.report_date:
        raise ValueError(
            f"{first.inspection_id} is later than {second.inspection_id}: "
            "write the earlier one first"
        )


def _same_unit(first: Inspection, second: Inspection) -> None:
    if first.unit != second.unit:
        raise ValueError(
            f"{first.inspection_id} and {second.inspection_id} cannot be compared: "
            f"they are inspections of different units"
        )


def _share(kind: str, arguments: list[str], register: Register) -> tuple[str, ...]:
    """The fact's share is more, or less, than the part named."""
    fact_id, part = _exactly(2, kind, arguments)
    if part not in FRACTIONS_BY_NAME:
        raise ValueError(f"'{part}' is no part; there are {', '.join(FRACTIONS_BY_NAME)}")
    fact = register.fact(fact_id)
    surely = surely_above if kind == "more-than" else surely_below
    if not surely(fact.part, FRACTIONS_BY_NAME[part], qualifier=fact.qualifier):
        raise ValueError(f"'{kind} {part}' is not so: {fact_id} is {wording.say(fact)}")
    return (fact_id,)


def _largest(kind: str, arguments: list[str], register: Register) -> tuple[str, ...]:
    """The first figure is the largest (smallest) of figures of one topic and inspection."""
    if len(arguments) < 2:
        raise ValueError(f"'{kind}' needs the fact and those it is set against")
    facts = [register.fact(name) for name in arguments]
    kinds = {
        (fact.inspection, fact.topic, fact.counts, fact.unit, fact.total is None) for fact in facts
    }
    if len(kinds) > 1 or {fact.qualifier for fact in facts} != {"exact"}:
        raise ValueError(
            f"{' and '.join(arguments)} cannot be ranked: they must be exact and share inspection, "
            "topic, unit, what they count, and whether they are out of a total"
        )
    sizes = [fact.value / (fact.total or 1) for fact in facts]
    best = max(sizes) if kind == "largest" else min(sizes)
    if sizes[0] != best or sizes.count(best) > 1:  # a tie has neither
        raise ValueError(f"{arguments[0]} is not the {kind} of {', '.join(arguments)}")
    return tuple(arguments)


def _stated_by_source(kind: str, arguments: list[str], register: Register) -> tuple[str, ...]:
    """A source says so: the claim is the statement of a finding or recommendation."""
    (name,) = _exactly(1, kind, arguments)
    if name not in register.findings and name not in register.recommendations:
        raise UnknownId(f"there is no finding or recommendation '{name}'")
    return (name,)


def _latest(kind: str, arguments: list[str], register: Register) -> tuple[str, ...]:
    """No inspection of the same unit in the data has a later report."""
    (name,) = _exactly(1, kind, arguments)
    inspection = register.inspection(name)
    later = [
        other.inspection_id
        for other in register.inspections.values()
        if other.unit == inspection.unit and other.report_date > inspection.report_date
    ]
    if later:
        raise ValueError(f"{name} is not the latest: there is {', '.join(sorted(later))}")
    return (name,)


GRADE_RANKS = {"lowest-grade": 0, "second-lowest-grade": 1}
"""Claims about a grade's place on the scale, counted from the bottom."""


def _grade(kind: str, arguments: list[str], register: Register) -> tuple[str, ...]:
    """The inspection's grade has this place on the scale."""
    (name,) = _exactly(1, kind, arguments)
    inspection = register.inspection(name)
    if inspection.rank != GRADE_RANKS[kind]:
        raise ValueError(f"'{kind}' is not so: {name} was rated {inspection.overall_rating}")
    return (name,)


def _exactly(count: int, kind: str, arguments: list[str]) -> list[str]:
    if len(arguments) != count:
        raise ValueError(f"after '{kind}:' come {in_words(count)} id(s), not {arguments}")
    return arguments


CLAIM_KINDS: dict[str, Callable[[str, list[str], Register], tuple[str, ...]]] = {
    "rose": _direction,
    "fell": _direction,
    "same": _direction,
    "more-than": _share,
    "less-than": _share,
    "largest": _largest,
    "smallest": _largest,
    "said": _stated_by_source,
    "latest": _latest,
    "lowest-grade": _grade,
    "second-lowest-grade": _grade,
}
"""How each kind of claim is held against the data."""
