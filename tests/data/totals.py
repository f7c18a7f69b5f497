"""Totals of the list of ratings, counted by hand: the one place of numbers that a new row changes.

By two readers before the list was made. Whoever adds an inspection counts again, by hand.
"""

BY_RATING = {"Inadequate": 38, "Requires improvement": 38, "Good": 1}
"""Inspections of units."""

OF_UNITS, OF_REGIONS, OF_THE_NATION = 77, 5, 1
"""Inspections of units, of regions, and of the national arrangements: 83."""

INSPECTIONS = 83
UNITS = 64
MOVED = {"units-rose": 3, "units-same": 7, "units-fell": 3}
"""Units inspected more than once, by how the rating moved from the first report to the latest."""

LATER_PROGRAMME = {"Inadequate": 21, "all": 41}
"""Inspections of units under the programme from October 2023."""

LATEST = ("2025-10", "October 2025")
"""The latest report, as the data write it and as a person does."""
