"""The Sphinx extension of the book: everything that it registers, and when each part acts.

Events, in the order of a build: https://www.sphinx-doc.org/en/master/extdev/event_callbacks.html
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from docutils import nodes
from myst_nb.core.render import load_mime_renders
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.writers.html5 import HTML5Translator

from publishing.core import file_cache, output_cache, parallel
from publishing.downloads import bundle, citations, data_files, notebooks, pack_list, wheel
from publishing.evidence import backlinks, domain, html, invented, numbering, roles
from publishing.evidence.nodes import EvidenceLink, SourceNotes, SourcesSwitch
from publishing.figures import files, nodes as figures, share_images
from publishing.markup import (
    exercises,
    fold,
    mathml,
    page_code,
    scroll_region,
    sessions,
    table_cells,
)
from publishing.pages import generated_parts, look_up_box, look_up_index, unit_pages
from publishing.records import load_register
from publishing.records.role_table import ROLES
from publishing.theme import (
    assets,
    book_share_image,
    metadata,
    navigation,
    site_files,
)

DIRECTIVES = {
    **dict.fromkeys(generated_parts.GENERATED_PARTS, generated_parts.GeneratedPart),
    "choice": exercises.Choice,
    "exercise": exercises.Exercise,
    "fold": fold.FoldDirective,
    "invented": invented.Invented,
    "look-up-box": look_up_box.LookUpBox,
    "marking": exercises.Marking,
    "pack-file": pack_list.PackFile,
    "picture": pack_list.Picture,
    "session": sessions.Session,
    "sheet-file": exercises.WorksheetLink,
    "step": sessions.StepDirective,
    "study-files": bundle.StudyFilesDirective,
    "teaching-pack": pack_list.TeachingPack,
    "write": exercises.Write,
}

OTHER_ROLES = {
    "blank": exercises.Blank,
    "exercise": sessions.ExerciseNumber,
    "marks": exercises.Marks,
    "slide": sessions.SlideNumber,
}
"""Roles beside those of evidence, which are in ``role_table``."""

Writer = Callable[[HTML5Translator, Any], None]


def _writes(text: str) -> Writer:
    """Return what writes the same words for every node of a kind."""
    return lambda translator, _: translator.body.append(text)


NODES: dict[type[nodes.Element], tuple[Writer, Writer | None]] = {
    EvidenceLink: (html.visit_evidence_html, None),
    SourceNotes: (html.visit_notes_html, None),
    SourcesSwitch: (_writes('<p class="sources-switch screen-only">'), _writes("</p>\n")),
    fold.Fold: (fold.visit_fold, _writes("</details>\n")),
    figures.BookFigure: (figures.visit_figure_html, None),
    page_code.PageCode: (page_code.visit_cell, _writes("</div>\n")),
    page_code.Printed: (_writes('<div class="page-code-printed">\n'), _writes("</div>\n")),
    nodes.entry: (table_cells.visit_cell, table_cells.depart_cell),
}
"""How nodes are written as HTML, the only format of the book; the last is docutils' own."""

TRANSFORMS = (generated_parts.ListGroupsAlone, numbering.NumberEvidence)
POST_TRANSFORMS = (
    backlinks.ListUses,
    sessions.LinkExercises,
    page_code.WrapRunnableCells,
    scroll_region.PutOutputInRegions,
    figures.TakeCode,
    scroll_region.PutTablesInRegions,
)
"""Both in the order in which they run, by the ``default_priority`` of each."""

WRITERS: tuple[Callable[[Sphinx], None], ...] = (
    *(partial(files.write, part=part) for part in range(files.TASK_COUNT)),  # the longest first
    bundle.write_spreadsheet,
    wheel.write,
    notebooks.write,
    share_images.write,
    data_files.write,
    citations.write,
    partial(site_files.write, names_made=unit_pages.page_names),
    book_share_image.write,
    look_up_index.write,
    unit_pages.write,
    page_code.write,
)
"""What writes files beside the pages of a finished site, each apart from the others."""

THEME_OPTIONS = {"navigation_with_keys", "light_css_variables", "dark_css_variables"}
"""The options we give the theme; Jupyter Book adds those of its own, which Furo does not know."""


def keep_theme_options(_: Sphinx, config: Config) -> None:
    """Leave the theme the options that it knows."""
    options = config.html_theme_options.items()
    config.html_theme_options = {key: value for key, value in options if key in THEME_OPTIONS}


def write_files(app: Sphinx, problem: Exception | None) -> None:
    """Write the files beside the pages, where the pages were made without an error."""
    if problem is None and app.builder.name == "html":
        parallel.run(app, WRITERS)
        bundle.write_archive(app)  # last: it holds what the others have written


HANDLERS = (
    ("config-inited", output_cache.prepare_kernels, 500),
    ("config-inited", output_cache.follow_inputs, 500),  # MyST-NB reads it at builder-inited
    ("config-inited", keep_theme_options, 500),
    ("config-inited", metadata.add_templates, 500),
    ("config-inited", unit_pages.add_templates, 500),
    ("config-inited", page_code.note_state, 500),
    ("config-inited", site_files.configure, 500),
    ("builder-inited", file_cache.use, 500),
    ("builder-inited", load_register.clear_caches, 500),
    ("builder-inited", parallel.use_all_cores, 500),
    ("builder-inited", metadata.check_address, 500),
    ("builder-inited", assets.make_static, 500),
    ("env-before-read-docs", domain.clear_outdated, 500),
    ("doctree-read", figures.note_figures, 500),
    ("doctree-read", table_cells.add_number_class, 500),
    ("write-started", navigation.note_menu, 500),
    ("doctree-resolved", bundle.fill, 500),
    ("doctree-resolved", notebooks.add_link, 900),  # at the end of the page
    ("html-collect-pages", unit_pages.collect, 500),
    ("html-page-context", navigation.add_neighbours, 410),  # notfound has 400, the theme 500
    ("html-page-context", metadata.add_head, 900),  # after the theme
    ("html-page-context", assets.keep_needed, 940),  # after all that add files
    ("build-finished", write_files, 500),
)
"""What listens to which event, and its priority: a lower one is called first."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Register all parts; the same input gives the same pages, in any order of reading."""
    for name in ("myst_nb", "notfound.extension", "sphinx_reredirects"):
        app.setup_extension(name)
    app.add_config_value("book_state", "", "env", types=[str])
    app.add_config_value("book_files", [], "env", types=[list])
    app.add_config_value("book_runtimes", "", "html", types=[str])
    for name in ("comments_config", "use_jupyterbook_latex"):  # Jupyter Book always passes them
        app.add_config_value(name, None, "")
    app.add_html_math_renderer(mathml.NAME, (mathml.visit_inline, None), (mathml.visit_block, None))
    add_parts(app)
    assets.add_files(app)
    for event, handler, priority in HANDLERS:
        app.connect(event, handler, priority=priority)
    # sphinx_external_toc brings it; it numbers nothing here, and does not say that it may be
    # read in parallel.
    if numbered := app.extensions.get("sphinx_multitoc_numbering"):
        numbered.parallel_read_safe = True
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def add_parts(app: Sphinx) -> None:
    """Register what pages are written with: domain, directives, roles, nodes and transforms."""
    app.add_domain(domain.EvidenceDomain)
    for name, directive_class in DIRECTIVES.items():
        app.add_directive(name, directive_class)
    for name in ROLES:
        app.add_role(name, roles.EvidenceRole())
    for name, role in OTHER_ROLES.items():
        app.add_role(name, role())
    for kind, written in NODES.items():
        app.add_node(kind, override=True, html=written)
    for transform in TRANSFORMS:
        app.add_transform(transform)
    for transform in POST_TRANSFORMS:
        app.add_post_transform(transform)
    # MyST-NB finds renderers by entry points, which only an installed package has.
    if figures.FigureRenderer not in (renderers := load_mime_renders()):
        renderers.append(figures.FigureRenderer)
