"""Reports and articles as text: PDF, HTML and plain text, each with its snares."""

import os
from pathlib import Path

import pytest

from inspections.errors import UserError
from inspections.package import documents
from inspections.package.documents import read


def pdf(*pages: list[str]) -> bytes:
    """A PDF of the plainest kind, a line of text under the other."""
    objects, kids = ["<</Type/Catalog/Pages 2 0 R>>", ""], []
    for lines in pages:
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F 12 Tf 50 700 Td {shown}ET"
        kids.append(f"{len(objects) + 1} 0 R")
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {len(objects) + 2} 0 R"
            "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
            f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        ]
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    body, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(f"{len(body):010} 00000 n \n")
        body += f"{number} 0 obj{each}endobj\n"
    size = len(places) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{''.join(places)}"
    end = f"trailer<</Root 1 0 R/Size {size}>>\nstartxref\n{len(body)}\n%%EOF"
    return (body + table + end).encode()


PAGES = [
    ["Report on a unit", "Leaders had asked for infor-", "mation and wanted it in 22 out of", "4"],
    [
        "Report on a unit",
        "70 inspected cases. There was much",
        "multi-agency work, and multi-",
        "5",
    ],
    ["Report on a unit", "agency talks in Amberley. No more", "information came out.", "6"],
]
WHOLE = (
    "Leaders had asked for information and wanted it in 22 out of 70 inspected cases. "
    "There was much multi-agency work, and multi-agency talks in Amberley. "
    "No more information came out."
)


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_lines_and_pages_of_a_pdf_are_joined_and_divided_words_made_whole(tmp_path: Path) -> None:
    assert read(written(tmp_path, "report.pdf", pdf(*PAGES))) == WHOLE


def test_wrapped_text_is_joined_to_paragraphs(tmp_path: Path) -> None:
    text = (
        "A heading\nLeaders knew of 22 out of\n70 inspected cases, and of infor-\nmation.\n\nNo.\n"
    )
    lines = [
        "A heading",
        "Leaders knew of 22 out of 70 inspected cases, and of information.",
        "No.",
    ]
    assert read(written(tmp_path, "report.txt", text)).split("\n") == lines


def test_html_is_read_as_a_browser_shows_it(tmp_path: Path) -> None:
    page = (
        "<title>99</title><script>98</script><h1>Head</h1><p>In <b>22</b> out\nof 70<sup>3</sup>"
        " cases<br>so<!-- 97 --><style>p{top:96}</style><table><td>1&frac12;<td>2</table>"
        + "<div>" * 3000
        + "deep"
    )
    said = ["Head", "In 22 out of 70 3 cases", "so", "1½", "2", "deep"]
    assert read(written(tmp_path, "page.html", page)).split("\n") == said


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("report.pdf", b"no pdf at all", "report.pdf: is no PDF that can be read, or asks for a"),
        ("report.pdf", pdf([]), "report.pdf: has no text; pages that are pictures need OCR first"),
        ("report.txt", b"caf\xe9", "report.txt: the text is not UTF-8; save it again with"),
        ("report.docx", b"PK", "report.docx: is none of .txt, .html, .htm, .pdf; save it as one"),
        ("empty.html", b"", "empty.html: has no text"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    with pytest.raises(UserError, match=message):
        read(written(tmp_path, name, content))


def test_a_pipe_a_missing_and_a_huge_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.setattr(documents, "LARGEST", 3)
    written(tmp_path, "huge.txt", "four")
    for name, why in (("pipe", "not an ordinary"), ("huge", "larger than"), ("gone", "No such")):
        with pytest.raises(UserError, match=rf"{name}.txt: cannot be read \(.*{why}"):
            read(tmp_path / f"{name}.txt")
