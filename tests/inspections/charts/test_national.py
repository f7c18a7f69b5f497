"""The national picture: a legend that cannot be misread, and rings that touch nothing."""

from __future__ import annotations

from math import pi, sqrt

import pytest

from inspections.charts import theme
from inspections.charts.national import ratings_by_region
from inspections.package import tables
from inspections.register import RATINGS, Register


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(tables.load())


def of_kind(specification: dict, kind: str) -> list[tuple[dict, dict]]:
    """The marks of one kind in a drawing, each with the row that it is drawn from."""
    return [
        (layer["mark"], row)
        for layer in specification["layer"]
        if layer["mark"]["type"] == kind
        for row in specification["datasets"][layer["data"]["name"]]
    ]


def test_each_mark_of_the_legend_is_nearer_to_its_own_word_than_to_another(
    register: Register,
) -> None:
    figure = ratings_by_region(register)
    checked = 0
    for drawing in (figure.wide, figure.narrow):
        texts = of_kind(drawing, "text")
        top = min(row["y"] for _, row in of_kind(drawing, "point"))
        subject = register.package.subject["unit"]
        for word in [*RATINGS, subject]:
            mark, text = next((each, row) for each, row in texts if row["text"] == word)
            line = [row["x"] for _, row in of_kind(drawing, "point") if row["y"] == text["y"]]
            own = max(x for x in line if x < text["x"])
            others = [x for x in line if x > text["x"]]
            end = text["x"] + theme.width_of(word, size=mark["fontSize"])
            assert text["x"] - own <= 16
            assert all(other - end >= 29 for other in others)
            assert end <= drawing["width"]
            assert text["y"] >= top
            checked += 1
    assert checked == 2 * (len(RATINGS) + 1)


def test_the_ring_around_the_subject_is_clear_of_its_neighbours(register: Register) -> None:
    figure = ratings_by_region(register)
    rings = 0
    for drawing in (figure.wide, figure.narrow):
        points = of_kind(drawing, "point")
        ringed = [(mark, row) for mark, row in points if row["shape"] == "ring"]
        marks = [(mark, row) for mark, row in points if row["shape"] in RATINGS]
        for mark, ring in ringed:
            outer = sqrt(mark["size"] / pi) + mark["strokeWidth"] / 2
            beside = [
                (each, abs(row["x"] - ring["x"]))
                for each, row in marks
                if row["y"] == ring["y"] and 0 < abs(row["x"] - ring["x"]) < 40
            ]
            for each, apart in beside:
                assert apart - outer - sqrt(each["size"]) / 2 - each["strokeWidth"] / 2 > 1
                rings += 1
        last = max(row["x"] for _, row in marks)
        assert last + 6 <= drawing["width"]
    assert rings >= 6
