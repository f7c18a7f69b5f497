"""The simulator of samples: right by hand and by SciPy, quick, and for every way of reading."""

import json
import re
from dataclasses import asdict

import pytest
from scipy.stats import binomtest, chisquare

from inspections.arithmetic.statistics import Share
from inspections.charts.sampling import Setting, chance_as_low, coverage, spread
from publishing.figures.interactive import ON_REQUEST
from tests import figure_page
from tests.axe import violations
from tests.inspections.charts.gallery import drawn, two_inspections
from tests.site import served

WAYS = {
    "free": {},
    "pool": {"pool": 100},
    "groups": {"clustered": True},
    "edited": {"edited": True},
    "edited groups": {"clustered": True, "edited": True},
}
PLACES = [(30, 70), (50, 70), (7, 20), (99, 95)]


@pytest.fixture(scope="module")
def figure():
    return next(each for each in drawn(two_inspections()) if "simulate" in (each.explore or {}))


@pytest.fixture(scope="module")
def address(tmp_path_factory, figure):
    folder = tmp_path_factory.mktemp("simulated")
    figure_page.write_page(folder, [figure])
    with served(folder) as found:
        yield f"{found}/index.html"


@pytest.fixture(scope="module")
def arithmetic(browser, figure):
    """Evaluates JavaScript with ``s``, the arithmetic, and ``rules`` at hand."""
    page = browser.new_page()
    page.add_script_tag(path=ON_REQUEST / "sampling.js")
    rules = json.dumps(figure.explore["simulate"])
    yield lambda text: page.evaluate(
        f"() => {{ const s = window.bookSampling, rules = {rules}; return {text}; }}"
    )
    page.close()


@pytest.fixture
def opened(new_page, address):
    """Open the simulator on a screen."""

    def open_page(screen="desk", where=address, **given):
        page = figure_page.opened(new_page, screen, address=where, **given)
        page.locator(".book-figure-explore").first.click()
        page.locator(".book-explore svg").wait_for()
        return page

    return open_page


def said(page):
    return page.locator(".book-figure-status p").all_inner_texts()


def press(page, name):
    """Press a button and wait until it is said what came out."""
    before = said(page)
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_function(
        "before => document.querySelector('.book-figure-status').innerText !== before",
        arg="\n".join(before),
    )
    return said(page)


# --- arithmetic ----------------------------------------------------------------------------------


def js(setting: Setting) -> str:
    return json.dumps(asdict(setting))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("place", PLACES)
def test_exact_chances_and_what_is_said_of_them_are_those_of_the_drawing(arithmetic, place, way):
    setting = Setting(percent=place[0], size=place[1], **WAYS[way])
    each = arithmetic(f"s.chances({js(setting)}, rules)")
    assert each == pytest.approx(setting.chances(), abs=1e-10)
    told = arithmetic(f"s.told(s.chances({js(setting)}, rules), {js(setting)}, rules, [22, 70])")
    assert (told["low"], told["high"]) == pytest.approx(spread(setting))
    assert told["asLow"] == pytest.approx(chance_as_low(setting, Share(22, 70)), abs=1e-8)
    assert told["held"] == pytest.approx(coverage(setting), abs=1e-8)


def test_intervals_are_those_of_scipy(arithmetic):
    tried = [(0, 10), (22, 70), (6, 41), (15, 15), (3, 100)]
    for count, size in tried:
        ends = binomtest(count, size).proportion_ci(0.95, "wilson")
        found = arithmetic(f"s.wilson({count}, {size}, rules.z)")
        assert found == pytest.approx([100 * ends.low, 100 * ends.high], abs=1e-8)


def test_numbers_by_lot_are_as_worked_out_by_hand(arithmetic):
    # With this seed the first state is 1: 1 ^ 2**13 = 8193, which shifted by 17 is nothing;
    # 8193 ^ 8193 * 2**5 = 8193 + 262176, which has the bits 18, 13, 5 and 0. Then shifted by 13
    # the bits 31, 26, 5 and 0 are left, by 17 come 14 and 9, by 5 go 31, 14 and 5 and come 19, 10.
    seed = pow(0x9E3779B1, -1, 2**32)
    second = 2**26 + 2**19 + 2**10 + 2**9 + 1
    found = arithmetic(f"(() => {{ const next = s.random({seed}); return [next(), next()]; }})()")
    assert found == [270369, second]


@pytest.mark.parametrize("way", WAYS)
def test_samples_by_lot_follow_the_exact_chances(arithmetic, way):
    setting = Setting(percent=30, size=70, **WAYS[way])
    times = 10_000
    piled = arithmetic(
        f"(() => {{ const next = s.random(1), piled = Array(71).fill(0);"
        f"for (let i = 0; i < {times}; i += 1) piled[s.draw({js(setting)}, rules, next).seen] += 1;"
        "return piled; })()"
    )
    wanted = [times * chance for chance in setting.chances()]
    usual = [count for count, many in enumerate(wanted) if many >= 5]
    rest = times - sum(wanted[count] for count in usual)
    found = [piled[count] for count in usual]
    seen = [*found, times - sum(found)] if rest > 0.5 else found
    expected = [wanted[count] for count in usual] + ([rest] if rest > 0.5 else [])
    scale = sum(seen) / sum(expected)
    result = chisquare(seen, [scale * each for each in expected])
    assert len(usual) > 5
    assert result.pvalue > 0.001
    # Drawn from another share, it would be seen.
    moved = Setting(percent=32, size=70, **WAYS[way]).chances()
    other = [times * moved[count] for count in usual]
    scale = sum(found) / sum(other)
    assert chisquare(found, [scale * each for each in other]).pvalue < 1e-6


# --- the page ------------------------------------------------------------------------------------


@pytest.mark.parametrize("edited", [False, True])
def test_ten_thousand_draws_take_less_than_a_tenth_of_a_second(arithmetic, edited, record_property):
    setting = js(Setting(percent=30, size=70, edited=edited))
    run = (
        "(() => { const next = s.random(1), from = performance.now();"
        # The editor chooses among twenty samples each time.
        f"for (let i = 0; i < {500 if edited else 10_000}; i += 1) s.draw({setting}, rules, next);"
        "return performance.now() - from; })()"
    )
    taken = min(arithmetic(run) for _ in range(3))
    record_property(f"10,000 samples{', an editor choosing' if edited else ''}", f"{taken:.0f} ms")
    assert taken < 100


def test_results_are_said_beside_the_exact_ones_and_a_seed_gives_them_again(opened):
    page = opened()
    assert said(page) == ["Nothing drawn yet. Guess how far results will scatter, then draw."]
    first = press(page, "Draw 10,000")
    assert first[0] == "Drawn: 10,000 samples, seed 1"
    assert first[1].endswith("exact: 20.0 to 41.4")
    assert first[2].endswith("exact: 65.7")
    found, exact = (float(each) for each in re.findall(r"[\d.]+(?= in|$)", first[3]))
    assert abs(found - exact) < 1
    press(page, "Start again")
    assert press(page, "Draw 10,000") == first
    page.get_by_label("Seed").fill("2")
    page.get_by_label("Seed").press("Tab")
    assert press(page, "Draw 10,000") != first
    assert page.faults == []


def test_the_keyboard_alone_opens_sets_draws_and_closes(new_page, address):
    page = new_page()
    page.goto(address)
    page.locator(".book-figure-explore").focus()
    page.keyboard.press("Enter")
    page.locator(".book-explore svg").wait_for()
    names = []
    for _ in range(12):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate(
                "() => { const at = document.activeElement;"
                "return at.tagName === 'BUTTON' ? at.textContent : at.labels?.[0].textContent; }"
            )
        )
        if names[-1] == "Draw 100":
            page.keyboard.press("Space")
            page.get_by_text("Drawn: 100 samples").wait_for()
        if str(names[-1]).startswith("True share"):
            page.keyboard.press("ArrowRight")
            page.get_by_text("Nothing drawn yet").wait_for()
            assert page.locator("input[type=range]").first.input_value() == "31"
        if str(names[-1]).startswith("An editor"):
            page.keyboard.press("Space")
        if names[-1] == "Seed":
            break
    for name in ("Draw one", "Draw 100", "Draw 10,000", "Start again", "Close", "Seed"):
        assert name in names
    page.keyboard.press("Escape")
    assert page.locator(".book-explore").count() == 0
    assert page.evaluate("document.activeElement.className") == "book-figure-explore"


def test_a_run_is_said_once_and_not_each_draw(opened):
    page = opened(reduced_motion="no-preference")
    page.evaluate(
        "() => { window.told = 0; new MutationObserver(() => { window.told += 1; })"
        ".observe(document.querySelector('.book-figure-status'), {childList: true}); }"
    )
    press(page, "Draw 10,000")
    page.wait_for_timeout(300)
    assert page.evaluate("window.told") == 1


def test_with_reduced_motion_the_pile_is_there_at_once(opened):
    page = opened(reduced_motion="reduce")
    page.get_by_role("button", name="Draw 10,000").click()
    assert said(page)[0].startswith("Drawn: 10,000")


@pytest.mark.parametrize("way", ["pool", "clustered"])
def test_the_ways_to_draw_and_the_editor_have_exact_results_of_their_own(opened, way):
    page = opened()
    page.get_by_label("How cases come").select_option(way)
    assert page.get_by_label("Cases in the pool").is_visible() == (way == "pool")
    given = {"pool": {"pool": 100}, "clustered": {"clustered": True}}[way]
    wanted = coverage(Setting(percent=30, size=70, **given))
    assert press(page, "Draw 100")[3].endswith(f"exact: {wanted:.1f}")
    page.get_by_label("An editor prints").check()
    wanted = coverage(Setting(percent=30, size=70, edited=True, **given))
    assert press(page, "Draw 100")[3].endswith(f"exact: {wanted:.1f}")


@pytest.mark.parametrize(
    ("screen", "mode"),
    [("phone", {"color_scheme": "dark"}), ("desk", {"forced_colors": "active"}), ("phone", {})],
)
def test_it_fits_and_is_accessible_in_every_mode(site, opened, screen, mode):
    page = opened(screen, (site / "chapters/what-a-sample-can-tell.html").as_uri(), **mode)
    press(page, "Draw 100")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert violations(page, within="figure.book-figure") == []


def test_with_forced_colours_lines_that_miss_are_broken_and_all_are_painted(opened):
    page = opened(forced_colors="active", color_scheme="dark")
    for _ in range(20):
        press(page, "Draw 100")
        if page.locator("line.misses").count():
            break
    inks = page.locator(".book-explore svg").evaluate(
        "svg => [...svg.querySelectorAll('line.holds, line.misses')].map(each => {"
        "const look = getComputedStyle(each);"
        "return [look.stroke, look.strokeDasharray, each.getAttribute('class')]; })"
    )
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert len(inks) == 20
    assert all(ink not in (ground, "none") for ink, *_ in inks)
    assert all((dash == "none") == (name == "holds") for _, dash, name in inks)
    assert {name for *_, name in inks} == {"holds", "misses"}
