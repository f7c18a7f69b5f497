"""What a build would find in a page, found without one: each fault planted, each told."""

from __future__ import annotations

import pytest

from publishing.core.project import ROOT, pages
from tests.book import register
from tests.tables import each_row
from tools.lint import markup
from tools.lint.known_markup import known
from tools.lint.targets import between

FACT = "police-replies-owed-2024"


def said(text, *others):
    """Line and advice of each fault of a page among others, its title not counted."""
    parser = markup.parser_of(ROOT)
    read = [
        markup.read(f"# Title\n\n{each}\n", f"{name}.md", register(), root=ROOT, parser=parser)
        for name, each in zip("abc", (text, *others), strict=False)
    ]
    found = [*(fault for page in read for fault in page.faults), *between(read)]
    return [(fault.line - 2, fault.advice) for fault in found]


@pytest.mark.parametrize(
    ("text", "line", "advice"),
    [
        (f"Words.\nThere were {{fact}}`{FACT} here.", 2, "'{fact}' would be shown as it stands"),
        (f"There were {{fact}}{FACT} here.", 1, "'{fact}' would be shown as it stands"),
        (f"There were {{fact}} `{FACT}` here.", 1, "'{fact}' would be shown as it stands"),
        ("There were {fact}`` `` here.", 1, "there is no fact ''"),
        (f"There were `{FACT}`{{fact}} here.", 1, "'{fact}' would be shown as it stands"),
        (f"There were [[{FACT}]] here.", 1, f"'[[{FACT}]]' would be shown as it stands"),
        (f"| a |\n| --- |\n| {{fcat}}`{FACT}` |", 3, 'no role {fcat}: did you mean "fact"?'),
        ("There were {fact}`police-replies-owde-2024`.", 1, FACT),
        (f"There were {{fact}}`{FACT}:wrods`.", 1, "wrods"),
        ("It {claim}`fell <flel: a b>`.", 1, "flel"),
        ("A {explain}`thing <no-such-term>`.", 1, "no-such-term"),
        (f"## The {{fact}}`{FACT}` replies", 1, "a role stands in a heading"),
        (f":::{{admonition}} T\nWords.\n{{fcat}}`{FACT}`\n:::", 3, "there is no role {fcat}"),
        ("See {doc}`gone`.", 1, "'gone.md' leads to no file"),
        ("See {ref}`gone`.", 1, "there is no label 'gone'"),
        ("See {download}`gone.zip`.", 1, "'gone.zip' leads to no file"),
        ("See {math}`400`.", 1, "there is no role {math}"),
        ("[Words](gnoe.md)", 1, "'gnoe.md' leads to no file"),
        (
            "[Words](chapters/abuot.md)",
            1,
            "'chapters/abuot.md' leads to no file: did you mean \"ab",
        ),
        ("[Words](#gone)", 1, "there is no label 'gone'"),
        ("[Words](chapters/about.md#gone)", 1, "there is no label 'gone'"),
        ("[Words](../../secret.md)", 1, "leads to no file"),
        ("[Words](javascript:alert(1))", 1, "'](' would be shown as it stands"),
        ("[Words](https:///x)", 1, "names no site"),
        ("The [words][nowhere].", 1, "'][' would be shown as it stands"),
        ("![A bar](gone.png)", 1, "'gone.png' leads to no file"),
        ("![A bar](https://evil.example/x.png)", 1, "is not the book's own"),
        ("See [here](https://example.org).", 1, "the link 'here' does not say"),
        ("See\n[*Click here*](chapters/about.md).", 2, "the link 'Click here' does not say"),
        ("See {doc}`here <chapters/glossary>`.", 1, "the link 'here' does not say"),
        ("![](chapters/about.md)", 1, "add alt text"),
        ("```{image} chapters/about.md\n:width: 10\n```", 1, "add alt text"),
        ("```{figure} chapters/about.md\n:alt:\n\nCaption.\n```", 1, "add alt text"),
        ("### Deep", 1, "heading 'Deep' skips a level: write ##, not ###"),
        ("## Two\n\n:::{admonition} T\n#### Four\n:::", 4, "heading 'Four' skips a level"),
        ("# Again", 1, "heading 'Again' is a second title: write ##"),
        ("```{figure} //evil.example/x.png\n:alt: A bar\n```", 1, "is not the book's own"),
        ("(twice)=\n\nWords.\n\n(twice)=\n\nMore.", 5, "the label 'twice' stands at a.md:3 too"),
        ("```\ncode", 1, "'```' is not closed: write ``` where it ends"),
        (":::{admonition} T\nWords.", 1, "':::{admonition} T' is not closed"),
        ("::::{admonition} T\nWords.\n```\ncode\n::::", 3, "'```' is not closed"),
        ("```{admoniton} T\nWords.\n```", 1, 'no directive {admoniton} here: did you mean "admoni'),
        ("```{raw} html\n<b>x</b>\n```", 1, "no directive {raw} here: HTML of its own"),
        ("```{include} LICENSE\n```", 1, "what it takes in is not checked"),
        (":::{admonition} T\n:clas: x\nWords.\n:::", 2, "has no option 'clas': did you mean \"cla"),
        (":::{exercise} T\n:minutes: 999\nDo.\n:::", 2, "'999' cannot be the minutes of"),
        ("```{code-cell}\n:tags: [hide-inputt]\n```", 2, 'did you mean "hide-input"?'),
        ("```{code-cell}\n:tags: [raises-exception]\n```", 2, "cannot be the tags of {code-cell}"),
        (":::{invented}\nSome [[gone]] of them.\n:::", 1, "gone"),
        ("<iframe src='https://evil.example'></iframe>", 1, "is HTML: write Markdown"),
        ("A <span onclick='x()'>word</span>.", 1, "is HTML: write Markdown"),
        ("<!-- say more -->", 1, "a comment as a line with %"),
        ("<script>alert(1)</script>", 1, "is HTML"),
        ("About &frac12; of them.", 1, "'&frac12;' is HTML: write the character itself"),
        ("There were &#52;00.", 1, "'&#52;' is HTML"),
        ("There were `400`.", 1, "typed number '400' in code"),
        ("There were `400 replies` of `22 of 70`.", 1, "typed number '400 replies' in code"),
        ("There were $400$.", 1, "typed number '400' as a formula"),
        ("There were $\\mathbf{4{,}000}$.", 1, "as a formula"),
        ("$$\n400 + 8\n$$", 1, "typed number '400 + 8' as a formula"),
        ("The un\u200bit.", 1, "an invisible character (U+200B, ZERO WIDTH SPACE): delete it"),
        ("Words.\nThe \u202etinu.", 2, "U+202E, RIGHT-TO-LEFT OVERRIDE"),
        ("The \x0c unit.", 1, "a control character"),
        ("".join(f"{':' * (40 - n)}{{note}}\n" for n in range(15)), 14, "more than 12 directives"),
    ],
)
def test_a_fault_is_told_with_its_line(text, line, advice):
    found = said(text)
    assert [each for each in found if each[0] == line and advice in each[1]], found


@pytest.mark.parametrize(
    "text",
    [
        f"There were {{fact}}`{FACT}`, {{fact}}`{FACT}:words`.",
        "A {finding}`backlog\nof replies <police-backlog-challenge-2024>`.",
        "`{fact}` and `code 77` and $z^2 = 3.84$; `2024-07-19` too.",
        "```console\nmake <b> {fact}`x` &amp;\n```",
        "[About](chapters/about.md), <https://example.org/&copy;> and [a site](mailto:x@a.org)",
        "% A comment with {fcat}`x`",
        ":::{exercise} T\n:name: one\n:kind: judging\n:minutes: 5\nDo it.\n:::\n\nSee {ref}`one`.",
        "```{code-cell} ipython3\n:tags: [hide-input]\nx = '<b>'\n```",
        "(label)=\n## Heading\n\n[Words](#label)",
        "[How it is made](chapters/about.md) and {doc}`the front page <index>`: more here.",
        "![Two bars of unlike length](chapters/about.md)",
        "```{image} chapters/about.md\n:width: 10\n:alt: Two bars\n```",
        "## Two\n\n### Three\n\n## Two again",
    ],
)
def test_good_markup_passes(text):
    assert said(text) == []


def test_a_label_of_another_page_is_known_and_may_not_be_there_twice():
    assert said("See {ref}`other`.", "(other)=\n\nWords.") == []
    ((line, advice),) = said("(one)=\n\nWords.", "(one)=\n\nWords.")
    assert (line, advice) == (1, "the label 'one' stands at a.md:3 too: rename one")


@each_row
def test_the_head_of_a_page_is_looked_at(text, advice):
    read = markup.read(text, "a.md", register(), root=ROOT, parser=markup.parser_of(ROOT))
    assert [fault for fault in read.faults if advice in fault.advice], read.faults


def test_every_page_of_the_book_passes():
    assert len(pages()) >= 16
    assert markup.check(ROOT) == []


def test_what_the_book_registers_is_known():
    assert {"exercise", "every-number", "fold", "admonition", "code-cell"} <= set(
        known().directives
    )
    assert {"fact", "claim", "blank", "doc"} <= known().roles
    assert not {"raw", "include", "eval-rst"} & set(known().directives)
