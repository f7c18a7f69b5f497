from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from inspections.checks import check as check_data
from inspections.language.claims import Claim, check
from inspections.package import tables
from inspections.register import Register, UnknownId
from tests.inspections.fixtures import ROWS, Cells, add_rows, write_package
from tests.tables import each_row


def stated(fact_id: str, value: str, total: str = "", **cells: str) -> Cells:
    """Return a made-up fact of the inspection of 2030, or of another where the cells say so."""
    figures = f"{value} of {total}" if total else value
    if cells.get("unit") == "fraction":
        figures = {"1 of 2": "half", "1 of 3": "a third", "2 of 3": "two thirds"}[figures]
    first = dict(ROWS["facts"][0])
    for name in ("second_source_id", "second_fragment", "second_relation"):
        first.pop(name)
    return first | {
        "fact_id": fact_id,
        "value": value,
        "total": total,
        "fragment": f"{figures} in all",
        **cells,
    }


def with_facts(folder: Path, *facts: Cells) -> Register:
    """Return the register of the small package with these facts besides its own."""
    add_rows(folder, "facts", *facts)
    return Register(tables.load(folder))


def with_inspections(folder: Path) -> None:
    """Add a rule book, and inspections with other ratings and of another unit."""
    second = {"programme_id": "programme-2035", "label": "2035 programme", "began": "2035"}
    second["fragment"] = "began in 2035"
    add_rows(folder, "programmes", ROWS["programmes"][0] | second)
    good = {"programme_id": "programme-2035", "overall_rating": "Good", "fragment": "judged good"}
    other = {"inspection_id": "brockham-2035", "report_date": "2035", "unit": "Brockham"}
    other["fragment"] = "Brockham was judged inadequate"
    later = (good | {"inspection_id": f"amberley-{y}", "report_date": y} for y in ("2036", "2037"))
    add_rows(folder, "inspections", *(ROWS["inspections"][1] | each for each in (*later, other)))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = write_package(tmp_path / "data")
    with_inspections(folder)
    return folder


@pytest.fixture
def known(package: Path) -> Register:
    """The made-up package with facts of later years."""
    register = with_facts(
        package,
        stated("few-cases-2030", "8", "9"),
        stated("information-used-2034", "30", "70", inspection_id="amberley-2034"),
        stated("information-used-2036", "50", "70", inspection_id="amberley-2036"),
        stated("not-requested-2034", "31", "70", inspection_id="amberley-2034", counts="failure"),
        stated("waiting-first", "400", unit="replies", topic="caseload", counts="neutral"),
        stated("waiting-second", "40", unit="replies", topic="caseload", counts="neutral"),
        stated("waiting-third", "40", unit="replies", topic="caseload", counts="neutral"),
        stated("waiting-last", "4", unit="replies", topic="caseload", counts="neutral"),
        stated("workload-2030", "4", unit="replies", topic="workload", counts="neutral"),
    )
    assert check_data(package) == []
    return register


# --- Directions ------------------------------------------------------------------------------


@each_row
def test_a_direction_that_the_data_bears(
    known: Register, kind: str, earlier: str, later: str
) -> None:
    assert check(f"{kind}: {earlier} {later}", known) == Claim(kind=kind, ids=(earlier, later))


def test_a_figure_that_fell(package: Path) -> None:
    known = with_facts(
        package, stated("information-used-2034", "21", "70", inspection_id="amberley-2034")
    )
    claim = check("fell: information-used-2030 information-used-2034", known)
    assert claim == Claim("fell", ("information-used-2030", "information-used-2034"))


# --- Shares ----------------------------------------------------------------------------------


@each_row
def test_a_figure_bears_only_what_its_qualifier_makes_sure(
    package: Path, value: str, total: str, cells: Cells, bears: list[str]
) -> None:
    known = with_facts(package, stated("the-share", value, total, **cells))
    found = set()
    for word, part in product(("more", "less"), ("half", "third", "two-thirds")):
        if f"{word} {part}" in bears:
            claim = check(f"{word}-than: the-share {part}", known)
            assert claim == Claim(f"{word}-than", ("the-share",))
        else:
            with pytest.raises(ValueError, match=f"^'{word}-than {part}' is not so: the-share is "):
                check(f"{word}-than: the-share {part}", known)
        found.add(f"{word} {part}")
    assert len(found) == 6
    assert set(bears) < found


@each_row
def test_each_part_is_the_share_it_names(package: Path, part: str, below: int, above: int) -> None:
    known = with_facts(
        package, stated("above", str(above), "100"), stated("below", str(below), "100")
    )
    check(f"more-than: above {part}", known)
    check(f"less-than: below {part}", known)
    for written in (f"less-than: above {part}", f"more-than: below {part}"):
        with pytest.raises(ValueError, match=r"is not so: \w+ is \d\d of 100"):
            check(written, known)


def test_a_derived_share_bears_claims(known: Register) -> None:
    # 22 of 70 are 31.4 per cent, and the rest, 17 of 70, are 24.3
    assert check("less-than: information-used-share-2030 third", known).kind == "less-than"
    assert check("less-than: rest-2030 quarter", known).kind == "less-than"
    with pytest.raises(ValueError, match="rest-2030 is 17 of 70"):
        check("more-than: rest-2030 quarter", known)


# --- Largest and smallest --------------------------------------------------------------------


@each_row
def test_a_rank_that_the_data_bears(known: Register, kind: str, ids: list[str]) -> None:
    assert check(f"{kind}: {' '.join(ids)}", known) == Claim(kind, tuple(ids))


@pytest.mark.parametrize("change", [{"unit": "people"}, {"qualifier": "almost"}])
def test_figures_of_another_unit_or_not_exact_are_not_ranked(
    known: Register, change: dict[str, str]
) -> None:
    other = replace(known.fact("waiting-second"), **change)
    known.facts["waiting-second"] = other
    with pytest.raises(ValueError, match="must be exact and share"):
        check("largest: waiting-first waiting-second", known)


# --- One inspection --------------------------------------------------------------------------


@each_row
def test_what_the_data_bears_of_one_inspection(known: Register, kind: str, name: str) -> None:
    assert check(f"{kind}: {name}", known) == Claim(kind=kind, ids=(name,))


# --- Statements ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["leaders-2030", "share-information-2030"])
def test_a_statement_is_borne_by_a_finding_or_a_recommendation(known: Register, name: str) -> None:
    assert check(f"said: {name}", known) == Claim("said", (name,))


def test_blanks_around_a_claim_do_not_matter(known: Register) -> None:
    assert check("  said :  leaders-2030  ", known) == Claim("said", ("leaders-2030",))


# --- Refusals --------------------------------------------------------------------------------


@each_row
def test_a_claim_that_is_refused_says_why(known: Register, written: str, message: str) -> None:
    with pytest.raises((ValueError, UnknownId)) as raised:
        check(written, known)
    assert message in str(raised.value)
