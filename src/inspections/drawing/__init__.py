"""What all charts are drawn with: colours, canvas, ladder of grades, and the figure itself."""

FIGURE_MIME = "application/vnd.two-inspections.figure+json"
"""The type under which a notebook carries a figure to the page; here, for it needs no Altair."""
