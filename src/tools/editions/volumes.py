"""Cuts volumes out of the one print of the book, tagged, outlined and linked as it was.

The print ends with a cover for each volume; a page keeps the number that it has in the book.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Object, Page, Pdf, String

from publishing.records.edition import VOLUMES, in_volumes
from tools.editions.html_chapters import Chapter

Choice = Callable[[list[Page]], list[Page]]
"""Takes the pages of a volume, in their order, from those of the print."""


def volumes(chapters: Sequence[Chapter], begins: Mapping[str, int]) -> dict[str, Choice]:
    """Return what each file takes, by the key of ``VOLUMES``; '' is the book, alone in one part.

    ``begins`` has the number of each chapter's first page. The last part is the reference.
    """
    if not in_volumes(chapter.part for chapter in chapters):
        return {"": lambda printed: printed}
    end = -len(VOLUMES)
    last = [begins[chapter.name] for chapter in chapters if chapter.part][-1] - 1
    return {
        "": lambda printed: printed[:end],
        "-student": lambda printed: [printed[end], *printed[1:last]],
        "-reference": lambda printed: [printed[end + 1], *printed[last:end]],
    }


def cut(pdf: Pdf, choice: Choice) -> None:
    """Keep the chosen pages, with their structure tags, outline items and links; delete the rest.

    Top-level tags and outline items are kept or dropped whole: each starts on a new page. Links to
    removed pages become text. See ISO 32000-1, 12.3.3 and 14.7.
    """
    printed = list(pdf.pages)
    pages = choice(printed)
    place = {page.obj.objgen: number for number, page in enumerate(pages)}
    # After its cover, a volume keeps the numbers of the whole book (ISO 32000-1, 12.4.2).
    numbered = Dictionary(S=Name.D, St=printed.index(pages[1]) + 1)
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D), 1, numbered]))
    del pdf.pages[:]
    pdf.pages.extend(pages)
    dests = {name: there for name, there in pdf.Root.Dests.items() if there[0].objgen in place}
    pdf.Root.Dests = Dictionary(dests)
    with pdf.open_outline() as outline:
        items: list[Any] = outline.root
        items[:] = [item for item in items if item.destination[0].objgen in place]
        items.sort(key=lambda item: place[item.destination[0].objgen])
    document = pdf.Root.StructTreeRoot.K
    tags = [tag for tag in document.K if next(_pages_of(tag), None) in place]
    document.K = Array(sorted(tags, key=lambda tag: place[next(_pages_of(tag))]))
    _cut_links(pdf)
    _cut_ids(pdf)


def _pages_of(tag: Object) -> Iterator[tuple[int, int]]:
    """Yield the number of each page that a tag, or one below it, names."""
    if "/Pg" in tag:
        yield tag.Pg.objgen
    for part in _parts(tag):
        if isinstance(part, Dictionary):
            yield from _pages_of(part)


def _parts(tag: Object) -> list[Object | int]:
    """Return what is in a tag: tags, links, and the numbers of marks on its page."""
    parts = tag.get("/K", Array())
    return list(parts) if isinstance(parts, Array) else [parts]


def _cut_links(pdf: Pdf) -> None:
    """Take out links to no place; keep what leads from pages and links to their tags."""
    tree, places = pdf.Root.StructTreeRoot, set(pdf.Root.Dests.keys())
    tags = dict(NumberTree(tree.ParentTree).items())
    keys = []
    for page in pdf.pages:
        links = []
        for link in page.get("/Annots", []):
            if "/Dest" not in link or str(link.Dest) in places:
                links.append(link)
            else:  # all links of a tag lead to one place
                # The reference to the link goes (OBJR, /Obj: ISO 32000-1, 14.7.4), its words stay.
                tag = tags[int(link.StructParent)]
                rest = (part for part in _parts(tag) if isinstance(part, int) or "/Obj" not in part)
                tag.S, tag.K = Name.Span, Array(rest)
        page.Annots = Array(links)
        keys += [int(page.StructParents), *(int(link.StructParent) for link in links)]
    tree.ParentTree = Dictionary(Nums=Array(x for key in sorted(keys) for x in (key, tags[key])))


def _cut_ids(pdf: Pdf) -> None:
    """Keep the ids of the tags that are left."""
    tree = pdf.Root.StructTreeRoot
    remaining = {tag.objgen for tag in tree.K.K}

    def is_left(tag: Object) -> bool:
        return tag.objgen in remaining or ("/P" in tag and is_left(tag.P))

    ids = NameTree(tree.IDTree).items() if "/IDTree" in tree else ()
    named = (item for name, tag in ids if is_left(tag) for item in (String(name), tag))
    tree.IDTree = Dictionary(Names=Array(named))
