"""Embedded subset TrueType fonts with ToUnicode, as office software exports; also a long volume for speed."""

from __future__ import annotations

from .drawing import draw
from .plan import Plan
from .truth import Truth, lines_of


def make(plan: Plan) -> None:
    for kind, count in (("embedded", plan.pages), ("long", plan.long_pages)):
        pages = plan.set(kind, pages=count)
        draw(pages, plan.pdf(kind))
        Truth(kind, "text", lines_of(pages)).write(plan.truth(kind))
