"""The pictures: one module per kind, table in, chart out. One theme, one frame (``Figure``)."""

FIGURE_MIME = "application/vnd.two-inspections.figure+json"
"""The type under which a notebook carries a figure to the page; here, for it needs no Altair."""
