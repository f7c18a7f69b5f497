"""An extension for tests: the nodes, roles and directives of the book, without its site around."""

from sphinx.application import Sphinx

from publishing import extension
from publishing.core import output_cache
from publishing.evidence import domain
from publishing.figures import nodes
from publishing.records import register


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the parts, and what reads the data and numbers the figures."""
    extension.add_parts(app)
    app.add_config_value("book_state", "", "env", types=[str])
    app.add_config_value("book_files", [], "env", types=[list])
    app.connect("config-inited", output_cache.follow_inputs)
    app.connect("builder-inited", register.forget)
    app.connect("env-before-read-docs", domain.forget)
    app.connect("doctree-read", nodes.note_figures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
