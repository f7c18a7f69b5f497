"""Snapshots of cell outputs and generated pages, and their refreshing."""
