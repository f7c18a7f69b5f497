"""The Sphinx side of the book: roles, figures, ledger, build. Knows ``inspections``, no chapter."""
