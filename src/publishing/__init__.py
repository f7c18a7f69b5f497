"""The book's Sphinx extension: roles, figures, generated pages, theme. Knows no chapter."""
