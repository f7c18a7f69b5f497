"""Pages and parts of pages that are generated from the data."""
