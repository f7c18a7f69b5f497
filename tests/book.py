"""The book that is here, as tests read its data."""

from inspections.register import Register
from publishing.core.project import ROOT
from publishing.records.load_register import register_of


def register() -> Register:
    """Return the register of the book's own data."""
    return register_of(ROOT)
