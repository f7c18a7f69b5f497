"""Roles that bring records into a sentence, and the places that use them."""
