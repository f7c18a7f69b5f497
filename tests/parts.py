"""An extension for tests: the nodes, roles and directives of the book, without its site around."""

from sphinx.application import Sphinx

from publishing import extension
from publishing.core import output_cache

READS = ("publishing.records", "publishing.evidence", "publishing.figures")
"""The rooms whose handlers read the data and number the figures."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the parts, and what reads the data and numbers the figures."""
    extension.add_parts(app)
    app.add_config_value("book_state", "", "env", types=[str])
    app.add_config_value("book_files", [], "env", types=[list])
    app.connect("config-inited", output_cache.follow_inputs)
    for event, handler, priority in extension.HANDLERS:
        if handler.__module__.startswith(READS):
            app.connect(event, handler, priority)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
