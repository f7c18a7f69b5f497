"""Approved outputs of cells and approved texts of generated pages, and their refreshing."""
