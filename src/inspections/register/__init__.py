"""The records of a data package, by id."""
