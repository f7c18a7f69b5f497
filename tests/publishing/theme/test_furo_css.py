import logging
from pathlib import Path
from types import SimpleNamespace

import furo
import pytest

from publishing.theme import assets, furo_css
from tests.tables import each_row

SHEET = Path(furo.__file__).parent / "theme" / "furo" / "static" / furo_css.FURO_CSS


@each_row
def test_only_selectors_of_unused_classes_are_left_out(sheet: str, lean: str) -> None:
    assert furo_css.drop_selectors(sheet, {"gone", "old"}) == lean


def test_what_is_not_left_out_stays_as_the_theme_has_it() -> None:
    text = SHEET.read_text(encoding="utf-8")
    rules, comment, _ = text.partition("/*#")
    assert comment
    whole = furo_css.drop_selectors(text, frozenset())
    assert whole == rules
    assert "normalize.css v8.0.1 | MIT License" in furo_css.pruned_css()
    assert 30_000 < len(furo_css.pruned_css()) < len(whole) - 8_000


def test_no_page_of_the_site_has_a_class_that_has_no_look(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 100
    found = {
        page.relative_to(site).as_posix(): furo_css.UNUSED & assets.classes(text)
        for page in pages
        if (text := page.read_text(encoding="utf-8"))
    }
    assert {page: names for page, names in found.items() if names} == {}


def test_a_page_with_such_a_class_is_named_in_the_build(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "logger", logging.getLogger("test"))
    monkeypatch.setattr(assets, "runs_code", lambda *_: False)
    app = SimpleNamespace(env=SimpleNamespace(metadata={"a": {}}))
    context = {"body": '<p class="old footnote">x</p>', "css_files": [], "script_files": []}
    assets.keep_needed(app, "a", "", context, None)
    (line,) = caplog.messages
    assert "a: the class 'footnote' has no look here" in line
