"""Reads and writes the data package; no other subpackage opens its files."""
