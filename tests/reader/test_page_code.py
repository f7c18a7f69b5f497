"""Code in the page: a reader runs it, changes it, stops it; it asks nobody but the book's own site.

With every change, one answer of each language in Chromium, where the runtimes are here; weekly all
of it in Chromium, Firefox and WebKit.
"""

import json
import os
import time

import pytest
from scipy.stats import binom, binomtest

from publishing.core.project import ROOT
from publishing.core.runtimes import ON_REQUEST, present
from tests import engines
from tests.axe import violations
from tests.engines import until
from tests.site import Quiet, parsed, served

PAGE = "chapters/use-the-data.html"
PYTHON, R, PLOT = range(3)
SAMPLING, EXERCISES = "chapters/what-a-sample-can-tell.html", "chapters/exercises.html"
CELLS = {PAGE: ["Python", "R", "R again"], SAMPLING: ["Python"], EXERCISES: ["R"]}
"""The language of each cell that runs, in the order of its page."""
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


@pytest.fixture
def elsewhere(tmp_path):
    with served(tmp_path, Elsewhere) as found:
        Elsewhere.asked.clear()
        yield found


@pytest.fixture(scope="module", params=engines.NAMES)
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


STATUS = "(cell.querySelector('[role=status]')?.textContent ?? '')"


def within(place, script):
    return f"((cell) => {script})({CELL.format(place)})"


def press(engine, place, name):
    """Press a button of a cell by its name, or the first that begins with it."""
    find = (
        "[...cell.querySelectorAll('button')].find((one) => !one.hidden "
        f"&& one.textContent.startsWith('{name}'))"
    )
    engine.run(within(place, f"({find}.click(), true)"))


def status(engine, place):
    return engine.run(within(place, STATUS))


def waited(engine, place, *words, seconds=180):
    """What a cell's status says, once it says one of these words."""
    heard = " || ".join(f"text.includes({word!r})" for word in words)
    script = f"((text) => {heard})({STATUS})"
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


# --- with every change -------------------------------------------------------------------------


def printed(site, name):
    """The lines that each cell of a page printed when the book was made."""
    found = parsed(site / name).select(".page-code-printed")
    assert len(found) == len(CELLS[name])
    return [lines(each.get_text()) for each in found]


def test_what_cells_print_is_what_scipy_works_out(site):
    share, low, high = in_percent(22, 70)
    python, r, _ = printed(site, PAGE)
    assert python == [
        f"22 of 70: {share} per cent",
        f"interval: {low:.1f} to {high:.1f} per cent",
    ]
    found = {line.split()[-1]: [float(part) for part in line.split()[:3]] for line in r[1:]}
    assert found == {name: in_percent(*counts) for name, counts in COUNTS.items()}
    ((both,),) = printed(site, EXERCISES)
    expected = 100 * binom.cdf(22, 70, [1 / 2, 1 / 3])
    assert [float(part) for part in both.split()[1:]] == pytest.approx(expected, abs=0.05)
    ((span, few),) = printed(site, SAMPLING)
    least, most = map(int, span.removeprefix("results from ").removesuffix(" of 70").split(" to "))
    chance = 2 * 2000 * binom.cdf([least - 1, 69 - most], 70, 0.5)  # of one as far out, in 2,000
    assert 15 < least < 22 < 48 < most < 55
    assert (chance > 0.01).all()
    number = int(few.removeprefix("22 or fewer: ").removesuffix(" of 2000 samples"))
    ends = binom.interval(0.99, 2000, binom.cdf(22, 70, 0.5))
    assert ends[0] <= number <= ends[1]


@pytest.mark.parametrize("name", CELLS)
def test_from_a_folder_code_and_output_stand_in_the_page_by_themselves(new_page, site, name):
    page = new_page()
    page.goto((site / name).as_uri())
    for fold in page.locator("details:has(.page-code) > summary").all():
        fold.click()
    cells = page.locator(".page-code")
    assert cells.count() == len(CELLS[name])
    for cell in cells.all():
        assert cell.locator("button").count() == 0
        assert cell.locator("pre").count() == 2
        assert all(pre.is_visible() for pre in cell.locator("pre").all())
        assert "#>" not in cell.inner_text()


def test_each_language_answers_from_this_site_once_asked_or_is_not_offered(new_page, site, address):
    offered = {name: len(parsed(site / name).select(".page-code[data-runtime]")) for name in CELLS}
    if len(present(ROOT)) < 2:  # the fast part where nobody ran 'make runtimes'
        assert set(offered.values()) == {0}
        assert not (site / "runtimes").exists()
        return
    assert offered == {name: len(cells) for name, cells in CELLS.items()}
    page, asked = new_page(), []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/{PAGE}", wait_until="networkidle")
    assert [url for url in asked if "/runtimes/" in url] == []
    said = page.locator(".page-code-about:visible").all_inner_texts()
    assert len(said) == 3
    assert said[PYTHON].startswith("The first run loads Python from this site: about 8 MB")
    assert said[R].startswith("The first run loads R from this site: about 14 MB")
    for place in (PYTHON, R):
        cell = page.locator(".page-code").nth(place)
        cell.get_by_role("button").press("Enter")
        cell.get_by_text("Done in").wait_for(timeout=90_000)
        assert (
            lines(cell.locator(".page-code-shown pre").inner_text()) == printed(site, PAGE)[place]
        )
    assert len([url for url in asked if "/runtimes/" in url]) > 15
    assert [url for url in asked if not url.startswith((address, f"blob:{address}", "data:"))] == []


def test_the_frame_of_r_may_ask_this_site_alone():
    frame = (ON_REQUEST / "r-frame.htm").read_text(encoding="utf-8")
    policy = frame.partition('content="')[2].partition('"')[0]
    allowed = {word for rule in policy.split("; ") for word in rule.split()[1:]}
    assert policy.startswith("default-src 'self'; ")
    assert allowed == {"'self'", "'unsafe-eval'", "'none'", "blob:"}
    assert "<script" not in frame


# --- weekly, in each engine --------------------------------------------------------------------


@pytest.mark.weekly
@pytest.mark.parametrize("name", CELLS)
def test_each_cell_answers_as_printed_in_time(
    opened, address, site, name, record_property, request
):
    engine = request.node.callspec.params["engine"]
    opened.open(f"{address}/{name}")
    for place, language in enumerate(CELLS[name]):
        began = time.monotonic()
        press(opened, place, "Run and change this code")
        text, said = answer(opened, place)
        took = time.monotonic() - began
        record_property(f"first answer in {engine}, {name}, {language}", f"{took:.1f} s")
        assert said.startswith("Done in "), said
        assert lines(text) == printed(site, name)[place], (
            "write what R printed below its code: #> …"
        )
        if "PYTEST_XDIST_WORKER" not in os.environ:
            assert took < SECONDS[engine]


@pytest.mark.weekly
def test_what_is_drawn_is_put_into_words(opened):
    told = {}
    for place in (R, PLOT):
        press(opened, place, "Run and change this code")
        text, said = answer(opened, place)
        assert "and 1 plot." in said
        told[place] = opened.run(within(place, "cell.querySelector('figcaption').textContent"))
    assert told[PLOT] == (
        f"A plot, 4 bars: {', '.join(lines(text))}; titled 'Grades of units since October 2023', "
        "the axis upwards says 'inspections'."
    )
    assert "3 points: (9.8; 1), (31.4; 2), (23.5; 3);" in told[R]
    strokes = "3 strokes: (3.9; 1) to (22.5; 1), (21.8; 2) to (43; 2), (12.4; 3) to (40; 3)"
    assert strokes in told[R]
    assert "written in it: Relevant cases showing effective work" in told[R]
    painted = (
        "((canvas) => canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)"
        ".data.filter((dot, at) => at % 4 === 0 && dot < 128).length)"
        "(cell.querySelector('canvas'))"
    )
    assert opened.run(within(PLOT, painted)) > 500


HANGS = {PYTHON: "print(1)\nwhile True:\n    pass", R: "repeat {}"}


@pytest.mark.weekly
@pytest.mark.parametrize("place", HANGS, ids=["Python", "R"])
def test_a_cell_that_hangs_is_stopped_and_runs_again(opened, site, place):
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
    assert lines(text) == printed(site, PAGE)[place]


@pytest.mark.weekly
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


WAYS = {
    "fetch": "self.fetch('{}/fetch', {{ mode: 'no-cors' }}).catch(() => 0)",
    "XMLHttpRequest": "x = new XMLHttpRequest(); x.open('GET', '{}/xhr', false); x.send()",
    "WebSocket": "new WebSocket('{}/socket'.replace('http', 'ws'))",
    "EventSource": "new EventSource('{}/events')",
    "importScripts": "importScripts('{}/script')",
    "import": "import('{}/module').catch(() => 0)",
    "Worker": "new Worker('{}/worker')",
}
"""How a script may ask another site."""


@pytest.mark.weekly
def test_scripts_within_r_reach_no_other_site(opened, elsewhere):
    press(opened, R, "Run and change this code")
    waited(opened, R, "Done")
    for way, script in WAYS.items():
        tried = f"(() => {{ let x; {script.format(elsewhere)}; return 1 }})()"
        said = answer(opened, R, f"webr::eval_js({json.dumps(tried)})")[1]
        assert said.startswith(("Done", "The code stopped", "R broke off")), way
        time.sleep(1)
        assert Elsewhere.asked == [], way


@pytest.mark.weekly
def test_r_itself_and_python_reach_no_other_site(opened, elsewhere):
    press(opened, R, "Run and change this code")
    waited(opened, R, "Done")
    said = answer(opened, R, f"download.file('{elsewhere}/r', 'here')")[1]
    assert said.startswith(("The code stopped", "R broke off"))
    press(opened, PYTHON, "Run and change this code")
    waited(opened, PYTHON, "Done")
    python = f"""
import js
x = js.XMLHttpRequest.new()
tried = [
    lambda: js.fetch("{elsewhere}/fetch"),
    lambda: js.WebSocket.new("{elsewhere}/socket".replace("http", "ws")),
    lambda: js.EventSource.new("{elsewhere}/events"),
    lambda: js.Worker.new("{elsewhere}/worker"),
    lambda: (x.open("GET", "{elsewhere}/xhr", False), x.send()),
]
for each in tried:
    try:
        each()
    except Exception as problem:
        print(type(problem).__name__)
len(tried)
"""
    text, said = answer(opened, PYTHON, python)
    assert said.startswith("Done"), text
    assert lines(text)[-1] == "5"
    time.sleep(1)
    assert Elsewhere.asked == []


def test_the_other_site_would_have_noted_who_asked(new_page, elsewhere):
    """Each way is one by which a script without a policy does ask."""
    page = new_page()
    page.goto(f"{elsewhere}/start")
    scripts = {way: each.format(elsewhere) for way, each in WAYS.items() if way != "importScripts"}
    for way, script in scripts.items():
        Elsewhere.asked.clear()
        page.evaluate(f"(() => {{ let x; {script}; return 1 }})()")
        page.wait_for_timeout(300)
        assert len(Elsewhere.asked) >= 1, way


# --- weekly, Chromium alone -------------------------------------------------------------------


@pytest.mark.weekly
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


@pytest.mark.weekly
def test_a_runtime_that_cannot_be_loaded_leaves_code_and_output(new_page, address):
    page = new_page()
    page.route("**/runtimes/**", lambda route: route.abort())
    page.goto(f"{address}/{PAGE}")
    cell = page.locator(".page-code").nth(PYTHON)
    cell.get_by_role("button").press("Enter")
    cell.get_by_text("Python could not be loaded.").wait_for()
    assert "22 of 70" in cell.locator(".page-code-printed").inner_text()
