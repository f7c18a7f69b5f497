"""Counting, derived numbers, statistics and number words; knows no record."""
