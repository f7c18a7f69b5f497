"""The report on links says what answered, what did not, and where it stands."""

from publishing import links


def test_the_report_names_each_lost_address_once_with_its_page():
    answers = [
        {"uri": "https://a.example/", "filename": "index.md", "status": "working", "info": ""},
        {"uri": "https://b.example/", "filename": "x.md", "status": "broken", "info": "404"},
        {"uri": "https://b.example/", "filename": "y.md", "status": "broken", "info": "404"},
        {"uri": "page.html", "filename": "x.md", "status": "local", "info": ""},
    ]
    assert links.report(answers).splitlines() == [
        "1 of 2 addresses answered.",
        "- https://b.example/ (y.md): 404",
    ]
