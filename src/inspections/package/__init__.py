"""Reading and writing the data package; the only room that opens its files."""
