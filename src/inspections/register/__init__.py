"""The records of a data package, typed, linked and found by id."""

from inspections.arithmetic.counting import RATINGS as RATINGS
from inspections.register.model import (
    OR_NEXT_YEAR as OR_NEXT_YEAR,
    Citation as Citation,
    Derivation as Derivation,
    Event as Event,
    Fact as Fact,
    Finding as Finding,
    Inspection as Inspection,
    Number as Number,
    Office as Office,
    Programme as Programme,
    Recommendation as Recommendation,
    Source as Source,
    StandardRating as StandardRating,
    Term as Term,
    Topic as Topic,
    TypedRow as TypedRow,
    UnknownId as UnknownId,
    find as find,
)
from inspections.register.register import Register as Register
