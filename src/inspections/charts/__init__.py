"""The pictures: one module per kind, table in, chart out. One theme, one frame (``Figure``)."""
