"""Rules for the prose of chapters."""
