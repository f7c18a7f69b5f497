"""The rules that a data package must obey, by subject."""
