"""The Sphinx extension of the book: everything that a build needs, in one name."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from publishing.core import output_cache, parallel
from publishing.downloads import bundle, citations, data_files, notebooks
from publishing.evidence import roles
from publishing.figures import cards, files, nodes
from publishing.markup import (
    code_cells,
    details,
    exercises,
    mathml,
    scroll_region,
    sessions,
    table_cells,
)
from publishing.pages import (
    directive,
    look_up_box,
    look_up_index,
    rating_steps,
    unit_pages,
)
from publishing.records import register
from publishing.theme import assets, metadata, navigation, site_files, social_cards
from publishing.theme import edition_links as paper_links

PARTS = (
    register,
    output_cache,
    parallel,
    roles,
    nodes,
    rating_steps,
    files,
    directive,
    data_files,
    details,
    exercises,
    sessions,
    bundle,
    notebooks,
    citations,
    scroll_region,
    mathml,
    metadata,
    cards,
    social_cards,
    site_files,
    navigation,
    paper_links,
    assets,
    code_cells,
    table_cells,
    look_up_box,
    look_up_index,
    unit_pages,
)
THEME_OPTIONS = {"navigation_with_keys", "light_css_variables", "dark_css_variables"}
"""The options we give the theme; Jupyter Book adds those of its own, which Furo does not know."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Set up the parts; the same input gives the same pages, in any order of reading."""
    for part in PARTS:
        part.setup(app)
    # sphinx_external_toc brings it; it numbers nothing here, and does not say that it may be
    # read in parallel.
    if numbering := app.extensions.get("sphinx_multitoc_numbering"):
        numbering.parallel_read_safe = True
    for name in ("comments_config", "use_jupyterbook_latex"):  # Jupyter Book always passes them
        app.add_config_value(name, None, "")
    app.connect("config-inited", _keep_theme_options, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _keep_theme_options(app: Sphinx, config: Config) -> None:
    given = config.html_theme_options.items()
    config.html_theme_options = {key: value for key, value in given if key in THEME_OPTIONS}
