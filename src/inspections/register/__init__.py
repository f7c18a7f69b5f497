"""The records of a data package, typed, linked and found by id."""

from inspections.arithmetic.counting import RATINGS as RATINGS
from inspections.register.model import (
    Citation as Citation,
)
from inspections.register.model import (
    Derivation as Derivation,
)
from inspections.register.model import (
    Event as Event,
)
from inspections.register.model import (
    Fact as Fact,
)
from inspections.register.model import (
    Finding as Finding,
)
from inspections.register.model import (
    Inspection as Inspection,
)
from inspections.register.model import (
    Number as Number,
)
from inspections.register.model import (
    Office as Office,
)
from inspections.register.model import (
    Programme as Programme,
)
from inspections.register.model import (
    Recommendation as Recommendation,
)
from inspections.register.model import (
    Row as Row,
)
from inspections.register.model import (
    Source as Source,
)
from inspections.register.model import (
    StandardRating as StandardRating,
)
from inspections.register.model import (
    Term as Term,
)
from inspections.register.model import (
    Topic as Topic,
)
from inspections.register.model import (
    UnknownId as UnknownId,
)
from inspections.register.model import (
    find as find,
)
from inspections.register.register import Register as Register
