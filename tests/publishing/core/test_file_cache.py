"""What takes long is drawn once for one recipe, and is dropped when nobody needs it."""

import os

import pytest

from publishing.core import file_cache
from tools.editions import edition_files
from tools.site import build


@pytest.fixture
def draw(tmp_path, monkeypatch):
    """Draw something by a recipe; ``draw.times`` counts how often it was really drawn."""
    monkeypatch.chdir(tmp_path)

    def drawing(recipe):
        def once():
            drawing.times += 1
            return recipe.encode()

        file_cache._renderer_version.cache_clear()
        return file_cache.cached("kind", recipe, once)

    drawing.times = 0
    yield drawing
    file_cache._renderer_version.cache_clear()


def test_one_recipe_is_drawn_once(draw):
    assert [draw("one"), draw("one"), draw("two")] == [b"one", b"one", b"two"]
    assert draw.times == 2


def test_other_letters_make_another_drawing(draw, tmp_path, monkeypatch):
    fonts = tmp_path / "fonts.conf"
    monkeypatch.setenv("FONTCONFIG_FILE", str(fonts))
    for number, content in enumerate(("<a/>", "<b/>"), start=1):
        fonts.write_text(content)
        draw("one")
        assert draw.times == number
    monkeypatch.delenv("FONTCONFIG_FILE")
    draw("one")
    assert draw.times == 3


def test_what_was_used_is_kept_and_the_rest_dropped(draw, tmp_path):
    for recipe in ("used", "unused"):
        draw(recipe)
    for file in (tmp_path / file_cache.CACHE_DIR).iterdir():
        os.utime(file, (1000, 1000))
    draw("used")
    file_cache.drop_unused(tmp_path, since=2000)
    assert [path.read_bytes() for path in (tmp_path / file_cache.CACHE_DIR).iterdir()] == [b"used"]


@pytest.mark.parametrize(
    ("clean", "complete", "left"),
    [(True, True, {"used", "present"}), (True, False, None), (False, True, None)],
)
def test_only_a_complete_build_from_clean_drops(tmp_path, monkeypatch, clean, complete, left):
    present = build.output_cache.cache_folder(tmp_path)
    old = present.with_name("old")
    for folder in (present, old, tmp_path / file_cache.CACHE_DIR):
        folder.mkdir(parents=True)
    for name in ("used", "unused"):
        (tmp_path / file_cache.CACHE_DIR / name).touch()
        os.utime(tmp_path / file_cache.CACHE_DIR / name, (1000, 1000))

    def pretend(root, output, *, files):
        os.utime(root / file_cache.CACHE_DIR / "used")
        (output / "_build" / "html").mkdir(parents=True)

    monkeypatch.setattr(build, "check_and_run", lambda root: None)
    monkeypatch.setattr(build, "run_jupyter_book", pretend)
    monkeypatch.setattr(edition_files, "add_files", lambda *_: None)
    build.build(tmp_path, clean=clean, complete=complete)
    found = {path.name for path in (tmp_path / file_cache.CACHE_DIR).iterdir()}
    found |= {name for name, each in (("present", present), ("old", old)) if each.is_dir()}
    assert found == (left or {"used", "unused", "present", "old"})
