"""Code in the page: a reader runs it, changes it, stops it; it asks nobody but the book's own site.

Chromium with every change; Firefox and WebKit weekly.
"""

from __future__ import annotations

import os
import time

import pytest
from scipy.stats import binomtest

from publishing.core.project import ROOT
from publishing.core.runtimes import present
from tests import engines
from tests.reader.test_accessibility import violations
from tests.reader.test_browsers import until
from tests.site import Quiet, parsed, served

PAGE = "chapters/use-the-data.html"
PYTHON, R, PLOT = range(3)
CELL = "document.querySelectorAll('.page-code')[{}]"
SECONDS = {"chromium": 10, "firefox": 10, "webkit": 20}
"""What a first answer may take on a quiet machine; WebKitGTK is slower without a graphics card."""
COUNTS = {
    "child-safeguarding-liaison-2024": (4, 41),
    "domestic-abuse-information-used-2024": (22, 70),
    "domestic-abuse-liaison-2024": (8, 34),
    "domestic-abuse-not-requested-2024": (31, 70),
    "home-visits-not-made-2024": (38, 59),
}
"""The exact counts of cases that the 2024 report is reported with."""


class Elsewhere(Quiet):
    """Another site, which lets anybody read it and notes who asked."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    with served(tmp_path_factory.mktemp("elsewhere"), Elsewhere) as found:
        yield found


WEEKLY = [pytest.param(name, marks=pytest.mark.weekly) for name in engines.NAMES[1:]]


@pytest.fixture(scope="module", params=["chromium", *WEEKLY])
def engine(request, tmp_path_factory):
    assert engines.missing(request.param) == ""
    if request.param == "chromium":  # the one that the other tests of a worker share
        page = request.getfixturevalue("browser").new_page()
        yield engines.Chromium(page)
        page.close()
        return
    with engines.started(request.param, tmp_path_factory.mktemp("profile")) as running:
        running.resize(1280, 900)
        yield running


@pytest.fixture
def opened(engine, address):
    """The page in an engine, freshly opened."""
    assert len(present(ROOT)) == 2, "the runtimes are missing: run make runtimes"
    engine.open(f"{address}/{PAGE}")
    return engine


def within(place, script):
    return f"((cell) => {script})({CELL.format(place)})"


def press(engine, place, name):
    """Press a button of a cell by its name, or the first that begins with it."""
    find = (
        f"[...cell.querySelectorAll('button')].find((one) => one.textContent.startsWith('{name}'))"
    )
    engine.run(within(place, f"({find}.click(), true)"))


def status(engine, place):
    return engine.run(within(place, "cell.querySelector('[role=status]').textContent"))


def waited(engine, place, *words, seconds=60):
    """What a cell's status says, once it says one of these words."""
    heard = " || ".join(f"text.includes({word!r})" for word in words)
    script = f"((text) => {heard})(cell.querySelector('[role=status]').textContent)"
    assert until(engine, within(place, script), seconds=seconds), status(engine, place)
    return status(engine, place)


def answer(engine, place, code=None):
    """Run a cell, with other code if given; return what it shows, and what its status says."""
    if code is not None:
        change = f"(cell.querySelector('textarea').value = {code!r}, true)"
        engine.run(within(place, change))
        press(engine, place, "Run")
    said = waited(engine, place, "Done", "error", "could not", "broke off")
    text = engine.run(within(place, "cell.querySelector('.page-code-shown pre').textContent"))
    return text, said


def lines(text):
    return [line.rstrip() for line in text.strip().splitlines()]


def in_percent(value, total):
    """A share and its interval, as scipy has them, rounded as R prints them."""
    ends = binomtest(value, total).proportion_ci(method="wilson")
    return [round(100 * each, 1) for each in (value / total, ends.low, ends.high)]


def test_each_cell_answers_as_printed_in_time(opened, record_property, request):
    name = request.node.callspec.params["engine"]
    for place, language in ((PYTHON, "Python"), (R, "R"), (PLOT, "R again")):
        shown = engines_printed(opened, place)
        began = time.monotonic()
        press(opened, place, "Run and change this code")
        text, said = answer(opened, place)
        took = time.monotonic() - began
        record_property(f"first answer in {name}, {language}", f"{took:.1f} s")
        assert said.startswith("Done in "), said
        assert lines(text) == shown, "write what R printed below its code, as lines '#> …'"
        if "PYTEST_XDIST_WORKER" not in os.environ:
            assert took < SECONDS[name]
    assert "and 1 plot." in said
    told = opened.run(within(PLOT, "cell.querySelector('figcaption').textContent"))
    assert told == (
        f"A plot, 4 bars: {', '.join(shown)}; titled 'Grades of units since October 2023', "
        "the axis upwards says 'units'."
    )
    painted = (
        "((canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)"
        ".data.filter((dot, at) => at % 4 === 0 && dot < 128).length)"
        "(cell.querySelector('canvas'))"
    )
    assert opened.run(within(PLOT, painted)) > 500


def engines_printed(engine, place):
    """The lines that a cell printed when the book was made."""
    found = "cell.querySelector('.page-code-printed').textContent"
    return lines(engine.run(within(place, found)))


def test_the_answers_are_those_of_scipy(opened):
    press(opened, PYTHON, "Run and change this code")
    text, _ = answer(opened, PYTHON)
    share, low, high = in_percent(22, 70)
    assert lines(text) == [
        f"22 of 70: {share} per cent",
        f"interval: {low:.1f} to {high:.1f} per cent",
    ]
    press(opened, R, "Run and change this code")
    text, _ = answer(opened, R)
    found = {name: [float(each) for each in rest] for name, *rest in map(str.split, lines(text))}
    assert found == {name: in_percent(*counts) for name, counts in COUNTS.items()}


HANGS = {PYTHON: "print(1)\nwhile True:\n    pass", R: "repeat {}"}


@pytest.mark.parametrize("place", HANGS, ids=["Python", "R"])
def test_a_cell_that_hangs_is_stopped_and_runs_again(opened, place):
    press(opened, place, "Run and change this code")
    waited(opened, place, "Done")
    for stop in ("button", "Escape"):
        code = f"(cell.querySelector('textarea').value = {HANGS[place]!r}, true)"
        opened.run(within(place, code))
        press(opened, place, "Run")
        waited(opened, place, "Running")
        time.sleep(1)
        assert status(opened, place) == "Running…"
        if stop == "button":
            press(opened, place, "Stop")
        else:
            opened.run(within(place, "(cell.querySelector('textarea').focus(), true)"))
            opened.press("Escape")
        assert waited(opened, place, "Stopped", seconds=5).startswith("Stopped after ")
    press(opened, place, "Reset")
    assert "as printed" in status(opened, place)
    state = "[cell.querySelector('.page-code-printed').checkVisibility(),"
    state += " cell.querySelector('.page-code-shown').textContent]"
    assert opened.run(within(place, state)) == [True, ""]
    press(opened, place, "Run")
    text, said = answer(opened, place)
    assert said.startswith("Done")
    assert lines(text) == engines_printed(opened, place)


def test_what_goes_wrong_is_said_and_no_run_rests_on_another(opened):
    press(opened, PYTHON, "Run and change this code")
    waited(opened, PYTHON, "Done")
    assert answer(opened, PYTHON, "x = 20\nx + 1")[0] == "21"
    text, said = answer(opened, PYTHON, "print('before')\nx")
    assert said == "The code stopped with an error: NameError: name 'x' is not defined"
    assert lines(text)[0] == "before"
    assert 'File "cell", line 2' in text
    press(opened, R, "Run and change this code")
    waited(opened, R, "Done")
    assert answer(opened, R, "x <- 20\nx + 1")[0] == "[1] 21"
    text, said = answer(opened, R, "warning('mind')\nx")
    assert said == "The code stopped with an error: Error: object 'x' not found"
    assert lines(text) == ["Warning: mind", "Error: object 'x' not found"]
    assert "No such file" in answer(opened, R, "readLines('data/none.csv')")[0]


def test_code_in_the_page_reaches_no_other_site(opened, elsewhere):
    Elsewhere.asked.clear()
    ask = f"x.open('GET', '{elsewhere}/asked', false); x.send();"
    opened.run(
        f"(() => {{ const x = new XMLHttpRequest(); try {{ {ask} }} catch {{}} return 1; }})()"
    )
    press(opened, PYTHON, "Run and change this code")
    waited(opened, PYTHON, "Done")
    python = f"from js import XMLHttpRequest\nx = XMLHttpRequest.new()\n{ask}".replace(
        "false", "False"
    )
    assert answer(opened, PYTHON, python)[1].startswith("The code stopped with an error")
    press(opened, R, "Run and change this code")
    waited(opened, R, "Done")
    code = f'webr::eval_js("(() => {{ const x = new XMLHttpRequest(); {ask} return 1 }})()")'
    assert answer(opened, R, code)[1].startswith(("The code stopped", "R broke off"))
    assert Elsewhere.asked == []


# --- Chromium alone ----------------------------------------------------------------------------


def test_nothing_is_loaded_before_the_press_and_all_of_it_from_this_site(new_page, address):
    page, asked = new_page(), []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/{PAGE}", wait_until="networkidle")
    assert [url for url in asked if "/runtimes/" in url] == []
    said = page.locator(".page-code-about:visible").all_inner_texts()
    assert len(said) == 3
    assert said[PYTHON].startswith("The first run loads Python from this site: about 6 MB")
    assert said[R].startswith("The first run loads R from this site: about 14 MB")
    for place in (PYTHON, R):
        cell = page.locator(".page-code").nth(place)
        cell.get_by_role("button").press("Enter")
        cell.get_by_text("Done in").wait_for(timeout=60_000)
    assert len([url for url in asked if "/runtimes/" in url]) > 15
    assert [url for url in asked if not url.startswith((address, f"blob:{address}", "data:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_opened_cell_is_for_everyone_on_a_phone_too(new_page, address, scheme):
    page = new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme, bypass_csp=True)
    page.goto(f"{address}/{PAGE}")
    cell = page.locator(".page-code").nth(PLOT)
    cell.get_by_role("button").press("Enter")
    cell.get_by_text("Done in").wait_for(timeout=60_000)
    assert page.evaluate("document.activeElement.textContent") == "Run"
    assert violations(page, within=".page-code:last-of-type") == []
    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(over) <= 0
    field = cell.get_by_role("textbox", name="Code in R, to change")
    field.fill("1 + 1")
    field.press("Control+Enter")
    cell.get_by_role("region").get_by_text("[1] 2").wait_for()


def test_a_runtime_that_cannot_be_loaded_leaves_code_and_output(new_page, address):
    page = new_page()
    page.route("**/runtimes/**", lambda route: route.abort())
    page.goto(f"{address}/{PAGE}")
    cell = page.locator(".page-code").nth(PYTHON)
    cell.get_by_role("button").press("Enter")
    cell.get_by_text("Python could not be loaded.").wait_for()
    assert "22 of 70" in cell.locator(".page-code-printed").inner_text()


@pytest.mark.parametrize("opened_as", ["without JavaScript", "from a folder"])
def test_code_and_output_stand_in_the_page_by_themselves(new_page, site, address, opened_as):
    plain = opened_as == "without JavaScript"
    page = new_page(java_script_enabled=not plain)
    page.goto(f"{address}/{PAGE}" if plain else (site / PAGE).as_uri())
    cells = page.locator(".page-code")
    assert cells.count() == 3 == len(parsed(site / PAGE).select(".page-code"))
    for cell in cells.all():
        assert cell.locator("button").count() == 0
        assert cell.locator("pre").count() == 2
        assert all(pre.is_visible() for pre in cell.locator("pre").all())
        assert "#>" not in cell.inner_text()
