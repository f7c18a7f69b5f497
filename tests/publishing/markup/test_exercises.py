"""Exercises, folds, invented headlines and session plans: as pages show them, and when wrong."""

import re
import unicodedata
from collections import Counter

import pandas as pd
import pytest
from scipy.stats import norm
from statsmodels.stats.proportion import proportion_confint

from publishing.core.project import ROOT
from publishing.markup.exercises import ANSWER, EXERCISE_KINDS, HINT, LEVELS, NO, YES, marks
from tests.book import register
from tests.by_hand import case, says
from tests.site import article
from tools.lint import prose
from tools.lint.markdown_page import parse_page

LEAST, LEAST_INVENTED = 15, 3
TWISTED = (
    *("domestic-abuse-information-used-2024", "police-replies-owed-2024", "vacancy-rate-2024"),
    *("workers-2024", "home-visits-not-made-2024"),
)
RISE, FALL = "probation-officers-rise-2025", "services-officers-fall-2025"
NUMBERS = {"6": "six"}
GOOD = (
    *("domestic-abuse-information-used-2024", "child-safeguarding-liaison-2024"),
    "domestic-abuse-liaison-2024",
)


@pytest.fixture(scope="module")
def page(site):
    """The page with the exercises."""
    return article(site / "chapters" / "exercises.html")


@pytest.fixture(scope="module")
def exercises(page):
    """Its exercises."""
    found = page.select("section.exercise")
    assert len(found) >= LEAST
    return found


@pytest.fixture(scope="module")
def labels(exercises):
    """What is said above each exercise: its number, kind, level, time and marks."""
    return [exercise.select_one(".exercise-label").get_text() for exercise in exercises]


def test_there_are_enough_exercises_of_every_kind(labels, record_property):
    kinds = Counter(
        next(kind for kind in EXERCISE_KINDS.values() if kind in label) for label in labels
    )
    assert set(kinds) == set(EXERCISE_KINDS.values())
    assert min(kinds.values()) >= 4
    numbers = [int(re.search(r"Exercise (\d+),", label)[1]) for label in labels]
    assert numbers == list(range(1, len(labels) + 1))
    minutes = [int(found[1]) for label in labels if (found := re.search(r"about (\d+) min", label))]
    assert min(minutes) == 5
    assert sum("about an hour" in label for label in labels) == 1
    record_property("exercises", len(labels))


def test_each_exercise_has_a_hint_and_a_worked_answer_folded(exercises):
    for exercise in exercises:
        folds = exercise.select("details.fold")
        title = exercise.select_one("h3").find(string=True).strip()
        names = [fold.summary.get_text() for fold in folds]
        assert names == [f"{HINT}: {title}", f"{ANSWER}: {title}"]
        assert not any(fold.has_attr("open") for fold in folds)
        assert all(len(fold.get_text(" ").split()) > 5 for fold in folds), exercise["id"]


def test_each_exercise_says_its_level_and_marks_and_there_are_some_of_each_level(labels):
    levels = Counter(
        level for level in LEVELS.values() for label in labels if f", {level}, " in label
    )
    assert sum(levels.values()) == len(labels)
    assert set(levels) == set(LEVELS.values())
    assert min(levels.values()) >= 4
    given = [int(re.search(r", (\d+) marks?$", label)[1]) for label in labels]
    assert min(given) >= 2


@pytest.mark.parametrize("wrong", ["0", "21", "-1", "many"])
def test_marks_out_of_reason_are_refused(wrong):
    with pytest.raises(ValueError, match=r"marks must|invalid literal|negative"):
        marks(wrong)


def test_what_earns_the_marks_adds_up_and_stands_with_the_answer(exercises, labels):
    total = 0
    for each, label in zip(exercises, labels, strict=True):
        worth = int(re.search(r", (\d+) marks?$", label)[1])
        items = each.select("details.fold:last-of-type .marking li")
        assert sum(int(re.match(r"(\d+) marks?: ", item.get_text())[1]) for item in items) == worth
        total += worth
    assert total >= 100


def test_each_part_of_a_task_says_what_the_marking_gives_for_it(exercises):
    split = 0
    for exercise in exercises:
        parts = [item.get_text().strip() for item in exercise.select(":scope > ol > li")]
        items = [item.get_text().strip() for item in exercise.select(".marking li")]
        assert len(items) == max(1, len(parts)), exercise["id"]
        for part, item in zip(parts, items, strict=bool(parts)):
            worth = re.match(r"(\d+ marks?):\s+\S", item)[1]
            assert part.endswith(f" ({worth})"), part
        split += bool(parts)
    assert split >= 20


def test_below_a_headline_each_fault_says_whether_it_is_one_and_some_are_not(exercises):
    desks = [exercise for exercise in exercises if exercise.select("details.choice")]
    assert len(desks) >= 6
    places = set()
    for desk in desks:
        assert desk.select(".invented")
        names = [choice.summary.find(string=True) for choice in desk.select("details.choice")]
        said = [choice.p.get_text() for choice in desk.select("details.choice")]
        assert len(set(names)) == len(names) >= 4
        assert set(said) == {YES, NO}
        places.add(tuple(one == YES for one in said))
        assert desk.select_one("label.write textarea")
        assert "A fair headline could be" in desk.select("details.fold")[-1].get_text()
    assert len(places) >= 3  # the right ones do not always stand in the same place


def test_by_keyboard_alone_and_without_script_a_fault_says_why(address, new_page):
    tab = new_page(java_script_enabled=False, reduced_motion="reduce")
    tab.goto(f"{address}/chapters/exercises.html")
    choices = tab.locator("#exercise-let-down details.choice")
    right = choices.filter(has_text=YES).first
    right.locator("summary").focus()
    assert not right.get_by_text(YES).is_visible()
    tab.keyboard.press("Enter")
    assert right.get_by_text(YES).is_visible()
    tab.locator("#exercise-let-down textarea").fill("Responses outstanding")
    assert tab.get_by_label("Your own headline").nth(2).input_value() == "Responses outstanding"


def test_every_exercise_with_the_data_files_is_answered_right(page):
    """Worked out here with pandas from the tables, as a student would."""
    inspections = pd.read_csv(ROOT / "data" / "inspections.csv", dtype=str)
    units = inspections[inspections["unit_kind"] == "unit"]
    facts = pd.read_csv(ROOT / "data" / "facts.csv", dtype=str).set_index("fact_id")
    answers = {
        each["id"].removeprefix("exercise-"): " ".join(
            part for part in each.select("details.fold")[-1].get_text(" ").split()
        )
        for each in page.select("section.exercise")
        if "data files" in each.select_one(".exercise-label").get_text()
    }
    assert len(answers) >= 6
    grades = units["overall_rating"].value_counts()
    for grade in ("Inadequate", "Requires improvement", "Good"):
        assert f"{grades[grade]} of {len(units)}" in answers["grades-counted"]
    own = facts["inspection_id"].eq("northamptonshire-pdu-2024") & facts["unit"].eq("cases")
    cases = facts[own & facts["total"].notna()]
    assert set(cases["source_id"]) == {"northampton-chronicle-2024"}
    assert cases["second_source_id"].isna().all()
    for value, total in zip(cases["value"], cases["total"], strict=True):
        assert f"{100 * int(value) / int(total):.1f} per cent" in answers["own-shares"]
    stated = units["date_basis"].eq("stated").sum()
    assert f"{stated} of {len(units)}" in answers["day-or-year"]
    assert stated < units["report_date"].str.len().eq(10).sum()
    for year in ("2022", "2024"):
        found = units[units["report_date"].str.startswith(year)]["overall_rating"]
        assert f"{found.eq('Inadequate').sum()} of {len(found)}" in answers["from-year-to-year"]
    change = {name: int(facts.loc[name, "value"]) for name in (RISE, FALL)}
    assert f"down by {change[FALL] - change[RISE]} " in answers["up-or-down"]
    asked = facts[facts["question"] == "domestic-abuse-request-missing"]
    assert len(asked) == 2
    for value in asked["value"]:
        assert re.search(rf"\b(?:{value}|{NUMBERS.get(value)})\b", answers["several-units"])


def test_invented_headlines_are_marked_and_their_figures_are_true(exercises):
    headlines = [each for exercise in exercises for each in exercise.select(".invented")]
    assert len(headlines) >= LEAST_INVENTED
    for headline in headlines:
        assert (
            headline.select_one(".invented-mark")
            .get_text()
            .startswith(("Invented headline,", "Invented case notes,"))
        )
        assert headline.select("a, .evidence") == []  # no source stands behind it
    said = " ".join(each.get_text(" ") for each in headlines)
    # figures of the two articles, in false sentences
    for name in TWISTED:
        assert says(name) in said


def test_case_notes_are_marked_as_invented_and_each_is_a_line(page):
    (notes,) = page.select("#exercise-same-judgement .invented")
    mark, *lines = notes.select("p")
    assert mark.get_text() == "Invented case notes, for practice only"
    assert [line.get_text().split(":")[0] for line in lines] == [f"Note {n}" for n in "ABCDEF"]


def test_every_computed_answer_says_how_and_the_assumption_where_there_is_one(exercises):
    answers = [each for exercise in exercises for each in exercise.select(".evidence-answer")]
    assert len(answers) >= 15
    for answer in answers:
        details = [one.get_text(" ") for one in answer.select(".card-detail")]
        assert details[0].startswith("Worked out")
        if "interval" in details[0] or "binomial" in details[0]:
            assert any("random sample" in one for one in details), answer
    random = [each for each in answers if "random sample" in each.get_text()]
    assert len(random) >= 10


def test_without_script_a_fold_opens_and_on_paper_it_is_open(address, new_page):
    tab = new_page(java_script_enabled=False)
    tab.goto(f"{address}/chapters/exercises.html")
    fold = tab.locator("details.fold").nth(1)
    words = fold.locator("p").first
    assert not words.is_visible()
    fold.locator("summary").click()
    assert words.is_visible()
    tab.reload()
    tab.emulate_media(media="print")
    assert tab.locator("details.fold").nth(1).locator("p").first.is_visible()


def test_the_sessions_take_the_time_they_say(site):
    page = article(site / "chapters" / "teach-with-this.html")
    plans = page.select("ol.session")
    taken = [
        sum(int(each.get_text().split()[0]) for each in plan.select("li > p:first-child .typed"))
        for plan in plans
    ]
    assert taken == [60, 60, 120]


def test_an_invented_headline_may_claim_but_types_no_number():
    headline = ":::{invented}\nSafety fell to [[workers-2024]] at last\n:::\n"
    assert list(prose.faults(parse_page(headline, ROOT), register())) == []
    ((_, outside),) = prose.faults(parse_page("Safety fell at last.\n", ROOT), register())
    assert outside.startswith("'fell' claims")
    headline = ":::{invented}\nAll 48 homes fail\n:::\n"
    ((_, typed),) = prose.faults(parse_page(headline, ROOT), register())
    assert typed.startswith("typed number '48'")


def test_what_six_invented_notes_tell_is_worked_out_right(page):
    # Two notes yes by both, two no by both, two that differ; each said yes to three of six.
    agreed, by_chance = 4 / 6, 3 / 6 * 3 / 6 + 3 / 6 * 3 / 6
    # Had one said yes to both of the two: four of six by one, two of six by the other.
    otherwise = 4 / 6 * 2 / 6 + 2 / 6 * 4 / 6
    low, high = proportion_confint(4, 6, method="wilson")
    for result in (
        f"={agreed:.0%}",
        f"={by_chance:.0%}",
        f"=1/{(1 - by_chance) / (agreed - by_chance):.0f}",
        f"={otherwise:.0%}",
        f"=2/{2 * (1 - otherwise) / (agreed - otherwise):.0f}",
        f"{low:.0%}≤π≤{high:.0%}",
    ):
        assert any(result in formula for formula in formulas(page)), result


def test_the_steps_of_an_interval_by_hand_are_worked_out_right(page, site):
    count, total = case("domestic-abuse-liaison-2024")
    share, square = count / total, 1.96**2
    first, second = share * (1 - share) / total, square / (4 * total**2)
    below = 1 + square / total
    sampling = article(site / "chapters" / "what-a-sample-can-tell.html")
    used = [case(name) for name in GOOD]
    added, of = (sum(numbers) for numbers in zip(*used, strict=True))
    for where, result in (
        (page, f"p={count}/{total}={share:.4f}"),
        (page, f"r={first:.5f}+{second:.5f}"),
        (page, f"r={first + second:.5f}"),
        (page, f"d=1+{square:.2f}/{total}={below:.3f}"),
        (page, f"({share:.4f}+{square / (2 * total):.4f})/d="),
        (page, f"={(share + square / (2 * total)) / below:.3f}"),
        (page, f"/d={1.96 * (first + second) ** 0.5 / below:.3f}"),
        (page, f"p={added}/{of}={added / of:.1%}"),
        (page, f"={2**0.5:.1f}"),
        # The last chart draws one interval and asks that five hold at once.
        (sampling, f"z={norm.ppf(1 - 0.05 / 5 / 2):.2f}"),
    ):
        assert any(result in formula for formula in formulas(where)), result


def formulas(page):
    """Return every formula of a page without spaces, each sign as it is typed."""
    return [re.sub(r"\s", "", unicodedata.normalize("NFKC", each.text)) for each in page("math")]
