"""The predefined CMap UniGB-UCS2-H over STSong-Light, which is not embedded."""

from __future__ import annotations

from .drawing import PREDEFINED, draw
from .plan import Plan
from .truth import Truth, lines_of


def make(plan: Plan) -> None:
    pages = plan.set("unigb-ucs2", gbk_only=True)
    draw(pages, plan.pdf("unigb-ucs2"), PREDEFINED, PREDEFINED)
    Truth("unigb-ucs2", "text", lines_of(pages)).write(plan.truth("unigb-ucs2"))
