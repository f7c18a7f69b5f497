"""Every kind of chart once, drawn from the book's data as its pages draw it."""

from functools import cache

from inspections.book import Book
from inspections.charts.enquiry import Step, enquiry
from inspections.charts.grades import pair, twice
from inspections.charts.history import history
from inspections.charts.intervals import in_populations, intervals
from inspections.charts.sampling import Setting, sampling
from inspections.charts.shares import shares
from inspections.charts.squares import counts, squares
from inspections.charts.strip import strip
from inspections.charts.themes import themes
from inspections.charts.tiles import tiles
from inspections.drawing.figure import Figure
from tests.first_two_inspections import FIRST, SECOND, book_of_two

UNIT, USED = "Northamptonshire", "domestic-abuse-information-used-2024"
NOT_REQUESTED = "domestic-abuse-not-requested-2024"
ELSEWHERE = "domestic-abuse-not-requested-leicestershire-2025"
OWED, WAITING = "police-replies-owed-2024", "mappa-discussions-waiting-2024"
PLACE = "Northamptonshire Probation Delivery Unit"


@cache
def two_inspections() -> Book:
    """The book's data as far as its first two inspections go."""
    return Book(book_of_two().package)


@cache
def drawn(book: Book) -> list[Figure]:
    """Return every chart that has a drawing."""
    cases = book.case_findings(SECOND)
    good = cases[cases["counts"] == "success"]
    return [
        squares(cases, title="Steps that keep people safe were missing in many inspected cases"),
        strip(book.ratings, unit=UNIT),
        tiles(book.units, book.regions, unit=UNIT, newest_rules="programme-2023"),
        pair(book.ratings, unit=UNIT),
        twice(book.ratings, unit=UNIT),
        counts(book.facts, [OWED, WAITING], each=10, title=f"[[{OWED}]] and [[{WAITING}]] waited"),
        enquiry(
            book.facts, steps(), title="One enquiry, and where inspectors saw it stop", note=""
        ),
        shares(
            book.facts,
            {"No request was made": {NOT_REQUESTED: f"{UNIT}, 2024", ELSEWHERE: "Leicester, 2025"}},
            own=UNIT,
            title="Requests were missing in other units too, in fewer cases",
        ),
        history(
            book.events,
            bands={"service-split-2014": "Split", "unification-2021": "Joined"},
            large=["report-2022", "report-2024"],
            title="Both reports came in years of change for probation",
        ),
        intervals(good, title="Even the highest share may well be below a half"),
        in_populations(book.facts, USED, sizes=[80, 200], stated=["caseload-community-2024"]),
        sampling(
            book.facts,
            USED,
            settings=[Setting(percent=30, size=70), Setting(percent=50, size=70)],
        ),
    ]


def steps() -> list[Step]:
    """Return the steps of an enquiry."""
    return [
        Step("officer", "Requests for information", NOT_REQUESTED),
        Step("police", "The police answer", OWED),
        Step("both", "More detail is asked for", "reply-delay-2024"),
        Step("officer", "The officer uses what is known", USED),
    ]


def board(book: Book) -> Figure:
    """Return the board of themes."""
    return themes(
        book.findings,
        {"Advice to courts": ["courts"], "Sharing information": ["information-sharing"]},
        columns={FIRST: "2022", SECOND: "2024"},
        place=PLACE,
        title="Sharing information turned from praise to concern: our selection",
    )
