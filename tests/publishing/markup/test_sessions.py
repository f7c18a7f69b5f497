"""Session plans name exercises and slides by their true numbers, however these are written."""

from pathlib import Path

import pytest

from publishing.core.project import ROOT
from publishing.markup.markdown import extensions, parser
from publishing.markup.sessions import DECK, slides
from tests.publishing.evidence.test_domain import build, page, write

PLAN, TASKS = "chapters/plan", "chapters/tasks"
FOLDS = "```{fold} Hint\nLook.\n```\n```{fold} Worked answer\nSo.\n```\n"
MARKING = "```{marking}\n- This.\n```\n"
OPTIONS = ":level: core\n:marks: 1\n:minutes: 5\n\nDo.\n\n" + FOLDS + MARKING
NAME_LAST = "````{exercise} One\n:kind: reading\n:name: a\n" + OPTIONS + "````\n"
NAME_FIRST = "````{exercise} Two\n:name: b\n:kind: data\n" + OPTIONS + "````\n"
IN_A_FENCE = "`````md\n````{exercise} None\n:name: none\n````\n`````\n"
EXERCISES = f"# Tasks\n\n{IN_A_FENCE}\n{NAME_LAST}\n{NAME_FIRST}\n"
DECK_TEXT = Path(__file__).with_name("deck.md").read_text(encoding="utf-8")


@pytest.fixture
def book(tmp_path):
    for folder in (DECK.parent, "chapters"):
        (tmp_path / folder).mkdir()
    (tmp_path / DECK).write_text(DECK_TEXT)
    steps = "{exercise}`a`, {exercise}`b`, {slide}`Predict`, {slide}`Deep`, {slide}`Last`"
    return write(tmp_path, {PLAN: f"# Plan\n\n{steps}\n", TASKS: EXERCISES})


def plan(app):
    return page(app, PLAN).select_one("p:has(.typed)")


def test_a_plan_names_exercises_and_slides_by_their_numbers(book):
    app, warnings = build(book)
    assert warnings == ""
    said = "exercise 1, “One”, exercise 2, “Two”, slide 2, slide 3, slide 4"
    assert plan(app).get_text() == said
    assert [each["href"] for each in plan(app).select("a")] == [
        "tasks.html#exercise-a",
        "tasks.html#exercise-b",
    ]
    shown = [each.get_text().split(",")[0] for each in page(app, TASKS).select(".exercise-label")]
    assert shown == ["Exercise 1", "Exercise 2"]


def test_a_plan_follows_when_exercises_change_places(book):
    build(book)
    (book / f"{TASKS}.md").write_text(f"# Tasks\n\n{NAME_FIRST}\n{NAME_LAST}\n")
    app, _ = build(book)
    assert plan(app).get_text().startswith("exercise 2, “One”, exercise 1, “Two”")


def test_a_name_that_no_exercise_has_or_two_have_is_a_warning(book):
    twice = NAME_FIRST.replace("name: b", "name: a")
    (book / f"{TASKS}.md").write_text(f"# Tasks\n\n{NAME_LAST}\n{twice}\n")
    _, warnings = build(book)
    assert "plan.md:3: WARNING: no exercise 'b': " in warnings
    assert "exercise 'Two' has the name of another one, a: choose another" in warnings


def test_every_heading_of_the_deck_is_a_slide():
    titles = [title.content for _, title, *_ in slides(parser(extensions(ROOT)).parse(DECK_TEXT))]
    assert titles == ["Talk", "Predict", "Deep", "Last"]
