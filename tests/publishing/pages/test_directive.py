"""Generated parts lead to the files of the site from any page, in a folder or not."""

import pytest

from tests.publishing.evidence.test_domain import build, page, write

PARTS = ("list-of-downloads", "citation-files", "every-date", "regions-and-units")
PARTS += ("units-to-take-away",)


@pytest.mark.parametrize(("folder", "up"), [("", ""), ("a/", "../"), ("a/b/", "../../")])
def test_what_a_part_leads_to_is_below_the_front_page(tmp_path, folder, up):
    (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    names = [f"{folder}{part}" for part in PARTS]
    pages = [f"# Page\n\n```{{{part}}}\n```\n" for part in PARTS]
    app, _ = build(write(tmp_path, dict(zip(names, pages, strict=True))))
    begins = tuple(f"{up}{place}" for place in ("downloads/", "data/", "units/", "changes.atom"))
    for name in names:
        links = [each["href"] for each in page(app, name).select(".from-data a[href]")]
        links = [each for each in links if "://" not in each and "#" not in each]
        assert links, name
        assert [each for each in links if not each.startswith(begins)] == [], name
