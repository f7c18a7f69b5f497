"""Worked answers: figures that follow from facts, each with its arithmetic and its assumption.

An answer is written as ``kind: arguments`` (the kinds are in ``ANSWER_KINDS``), where a chapter
wants a figure that no source states and that is too small a matter for the table of derived facts.
"""

from collections.abc import Callable
from dataclasses import dataclass

from inspections.arithmetic.statistics import CONFIDENCE, Share, chance_at_most, to_whole, wilson
from inspections.language import wording
from inspections.language.claims import FRACTIONS_BY_NAME
from inspections.register import Fact, Register

RANDOM = "The cases are like a random sample of all those asked about; no source we read says so."
"""What every interval and every chance rests on, and must say with it."""

SURE = f"{100 * CONFIDENCE:.0f} per cent"
"""How often such intervals hold the true share."""


@dataclass(frozen=True)
class Answer:
    """A figure as it reads in a sentence, how it was worked out, from which facts, and if what."""

    text: str
    working: str
    ids: tuple[str, ...]
    assumption: str = ""


def work_out(question: str, register: Register) -> Answer:
    """Evaluate ``kind: arguments``. Raises ``ValueError``, or ``UnknownId`` for an unknown fact."""
    kind, _, rest = question.partition(":")
    kind = kind.strip()
    if kind not in ANSWER_KINDS:
        raise ValueError(
            f"'{kind}' is no kind of answer; there are {', '.join(sorted(ANSWER_KINDS))}"
        )
    return ANSWER_KINDS[kind](rest.split(), register)


def _one(kind: str, arguments: list[str], register: Register) -> tuple[Fact, Share]:
    if len(arguments) != 1:
        raise ValueError(f"after '{kind}:' comes one id, not {arguments}")
    return _counted(arguments[0], register)


def _counted(fact_id: str, register: Register) -> tuple[Fact, Share]:
    """Return a fact and its exact count out of a total."""
    fact = register.fact(fact_id)
    if fact.total is None or fact.unit == "fraction" or fact.qualifier != "exact":
        raise ValueError(f"{fact_id} is not an exact count out of a total")
    return fact, fact.share


def _points(number: float) -> str:
    return f"{number:.1f}"


def _percent(arguments: list[str], register: Register) -> Answer:
    """The share to one decimal."""
    fact, share = _one("percent", arguments, register)
    text = f"{_points(share.percent)} per cent"
    working = f"{share.count} ÷ {share.total} × 100"
    return Answer(text, working, (fact.fact_id,))


def _others(arguments: list[str], register: Register) -> Answer:
    """The cases of the total that the count leaves out."""
    fact, share = _one("others", arguments, register)
    working = f"{share.total} − {share.count}"
    return Answer(wording.in_digits(share.total - share.count), working, (fact.fact_id,))


def _interval(arguments: list[str], register: Register) -> Answer:
    """The Wilson interval of a count; a second id names the size of the whole population."""
    if len(arguments) not in (1, 2):
        raise ValueError(
            f"after 'interval:' come a count and perhaps a population, not {arguments}"
        )
    (fact, share), population = _counted(arguments[0], register), arguments[1:]
    size = _whole(population[0], register) if population else None
    interval = wilson(share, population=size)
    of = f", drawn from {wording.in_digits(size)}" if size else ""
    return Answer(
        f"{_points(interval.low)} to {_points(interval.high)} per cent",
        f"{SURE} Wilson interval of {share.count} of {share.total}{of}",
        (fact.fact_id, *population),
        RANDOM,
    )


def _middle(arguments: list[str], register: Register) -> Answer:
    """The interval as its middle and what lies to each side, as the formula gives it."""
    fact, share = _one("middle", arguments, register)
    interval = wilson(share)
    middle, to_each_side = (interval.low + interval.high) / 2, interval.width / 2
    return Answer(
        f"{_points(middle)} per cent, give or take {_points(to_each_side)}",
        f"middle and half width of the {SURE} Wilson interval of {share.count} of {share.total}",
        (fact.fact_id,),
        RANDOM,
    )


def _confidence(arguments: list[str], register: Register) -> Answer:
    """How many in a hundred of such intervals hold the true share."""
    fact, _ = _one("confidence", arguments, register)
    return Answer(SURE, "our choice for every interval", (fact.fact_id,), RANDOM)


def _width(arguments: list[str], register: Register) -> Answer:
    """The width of the interval; ``x4`` behind the id asks for a sample four times as large."""
    if len(arguments) not in (1, 2) or not _factor(arguments[1:]):
        raise ValueError(f"after 'width:' come a count and perhaps 'x4', not {arguments}")
    (fact, share), factor = _counted(arguments[0], register), _factor(arguments[1:])
    larger = Share(count=share.count * factor, total=share.total * factor)
    interval = wilson(larger)
    return Answer(
        f"{wording.in_digits(to_whole(interval.width))} percentage points",
        f"{_points(interval.high)} − {_points(interval.low)}, to a whole number, the {SURE} "
        f"Wilson interval of {larger.count} of {larger.total}",
        (fact.fact_id,),
        RANDOM,
    )


def _factor(arguments: list[str]) -> int:
    """Return 4 for ``x4``, 1 for nothing, 0 for what is neither."""
    if not arguments:
        return 1
    number = arguments[0].removeprefix("x")
    return int(number) if arguments[0].startswith("x") and number.isdigit() else 0


def _chance(arguments: list[str], register: Register) -> Answer:
    """How often a sample would show so small a count if the true share were the part named."""
    if len(arguments) != 2 or arguments[1] not in FRACTIONS_BY_NAME:
        raise ValueError(
            f"after 'chance-at-most:' come a count and one of {', '.join(FRACTIONS_BY_NAME)}, not "
            f"{arguments}"
        )
    fact, share = _counted(arguments[0], register)
    chance = 100 * chance_at_most(share, share=float(FRACTIONS_BY_NAME[arguments[1]]))
    return Answer(
        f"{_rounded(chance)} per cent",
        f"the binomial chance of {share.count} or fewer of {share.total} "
        f"when the true share is {FRACTIONS_BY_NAME[arguments[1]]}",
        (fact.fact_id,),
        RANDOM,
    )


def _rounded(percent: float) -> str:
    """Return a percentage: two decimals below 1, else one; 'less than 0.01' below that."""
    if percent and percent < 0.01:
        return "less than 0.01"
    return f"{percent:.2f}" if percent < 1 else _points(percent)


def _pooled(arguments: list[str], register: Register) -> Answer:
    """Counts and totals added up, as nobody should: the cases may be the same ones."""
    if len(arguments) < 2:
        raise ValueError(f"after 'pooled:' come two ids or more, not {arguments}")
    shares = [_counted(fact_id, register)[1] for fact_id in arguments]
    count, total = sum(share.count for share in shares), sum(share.total for share in shares)
    counts = " + ".join(str(share.count) for share in shares)
    totals = " + ".join(str(share.total) for share in shares)
    return Answer(
        f"{count} of {total}",
        f"{counts} of {totals}. Never right: the questions were asked of different sets of cases, "
        "which may overlap.",
        tuple(arguments),
    )


def _in_neither(arguments: list[str], register: Register) -> Answer:
    """The fewest and the most cases that can be in neither of two groups of one total."""
    if len(arguments) != 2:
        raise ValueError(f"after 'in-neither:' come two ids, not {arguments}")
    (first, second) = (_counted(fact_id, register)[1] for fact_id in arguments)
    if first.total != second.total:
        raise ValueError(f"{' and '.join(arguments)} are not out of one total")
    total = first.total
    fewest = max(0, total - first.count - second.count)
    most = total - max(first.count, second.count)
    return Answer(
        f"{fewest} to {most}",
        f"{total} − {first.count} − {second.count} if no case is in both groups; "
        f"{total} − {max(first.count, second.count)} if the smaller lies inside the larger",
        tuple(arguments),
    )


def _whole(fact_id: str, register: Register) -> int:
    fact = register.fact(fact_id)
    if fact.total is not None or fact.qualifier != "exact" or fact.value != int(fact.value):
        raise ValueError(f"{fact_id} is not an exact whole number")
    return int(fact.value)


ANSWER_KINDS: dict[str, Callable[[list[str], Register], Answer]] = {
    "percent": _percent,
    "others": _others,
    "interval": _interval,
    "middle": _middle,
    "confidence": _confidence,
    "width": _width,
    "chance-at-most": _chance,
    "pooled": _pooled,
    "in-neither": _in_neither,
}
"""How each kind of answer is worked out."""
