"""The facts of the inspections and what follows from them.

Data flows one way: tables -> checks -> facts and statistics -> wording and charts.
Nothing in this package knows Sphinx, a chapter, a year, a unit or an inspection.
"""
