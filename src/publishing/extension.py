"""The Sphinx extension of the book: everything that a build needs, in one name."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from publishing import (
    assets,
    citations,
    code_cells,
    downloads,
    entry_links,
    evidence,
    execution,
    exercises,
    figure_files,
    figures,
    folds,
    formulas,
    grades,
    head,
    licences,
    menu,
    notebooks,
    prose,
    reference_pages,
    rewriting,
    scrolling,
    sessions,
    share_images,
    site_files,
    study_files,
    table_cells,
    tested,
)
from publishing.paper import links as paper_links

PARTS = (
    execution,
    evidence,
    figures,
    entry_links,
    grades,
    figure_files,
    reference_pages,
    rewriting,
    prose,
    downloads,
    folds,
    exercises,
    sessions,
    study_files,
    notebooks,
    citations,
    scrolling,
    formulas,
    tested,
    head,
    share_images,
    site_files,
    licences,
    menu,
    paper_links,
    assets,
    code_cells,
    table_cells,
)
THEME_OPTIONS = {"navigation_with_keys", "light_css_variables", "dark_css_variables"}
"""The options we give the theme; Jupyter Book adds those of its own, which Furo does not know."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Set up the parts; the same input gives the same pages, in any order of reading."""
    for part in PARTS:
        part.setup(app)
    for name in ("comments_config", "use_jupyterbook_latex"):  # Jupyter Book always passes them
        app.add_config_value(name, None, "")
    app.connect("config-inited", _keep_theme_options, priority=100)
    return {"parallel_read_safe": False, "parallel_write_safe": True}


def _keep_theme_options(app: Sphinx, config: Config) -> None:
    given = config.html_theme_options.items()
    config.html_theme_options = {key: value for key, value in given if key in THEME_OPTIONS}
