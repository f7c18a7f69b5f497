"""PDFs as tests make and read them."""

import re
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import pypdfium2

from tools.editions import pdf as printing
from tools.editions.html_chapters import Chapter

A4 = (595, 842)
"""Width and height in points."""


def made_in_thread(chapters, folder, edition):
    """Print in a thread of its own: Playwright takes one browser a thread, and tests hold one.

    Return the files with their numbers of pages.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(printing.make, chapters, folder, edition).result()


def small(name, part="", leads=()):
    links = "".join(f'<a href="{to}.xhtml#{to}">To {to}</a> ' for to in leads)
    return Chapter(
        name,
        f"Chapter {name}",
        part,
        ElementTree.fromstring(
            f'<section id="{name}"><h1>Chapter {name}</h1><p>{links}</p><table><thead><tr>'
            f'<th id="{name}--head">Head</th></tr></thead><tbody><tr>'
            f'<td headers="{name}--head">Cell {name}</td></tr></tbody></table></section>'
        ),
    )


def text_of(file):
    with pypdfium2.PdfDocument(file) as document:
        found = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(each.replace("\ufffe", "-").split()) for each in found]


def squeezed(text):
    """Text without spaces: where a line breaks says nothing."""
    return re.sub(r"\s+", "", text)


def outline(pdf):
    """Titles of the outline with depth and page number."""
    numbers = {str(page.objgen): number for number, page in enumerate(pdf.pages, start=1)}

    def below(items, depth):
        for item in items:
            yield item.title, depth, numbers[str(item.destination[0].objgen)]
            yield from below(item.children, depth + 1)

    with pdf.open_outline() as found:
        return list(below(found.root, 0))
