"""Docutils nodes and directives that know no record: tables, details, exercises, formulas."""
