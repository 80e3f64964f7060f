"""Placed pages drawn to PDF by reportlab, with embedded subset fonts or a predefined CMap."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from .fonts import HEI, SONG, Face
from .layout import HEIGHT, WIDTH, PlacedPage

BODY, TITLE, PREDEFINED = "Song", "Hei", "STSong-Light"


def load_faces() -> None:
    for name, face in ((BODY, SONG), (TITLE, HEI)):
        register(name, face)
    if PREDEFINED not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(PREDEFINED))


def register(name: str, face: Face) -> None:
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(face.check().path), subfontIndex=face.index))


def new_canvas(path: Path) -> Canvas:
    """`invariant` fixes dates and ids: the same seed gives the same bytes."""
    load_faces()
    return Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1)


def draw_page(canvas: Canvas, page: PlacedPage, body: str = BODY, title: str = TITLE) -> None:
    canvas.setLineWidth(0.7)
    for rule in page.rules:
        canvas.line(*rule)
    for run in page.runs:
        canvas.setFont(title if run.bold else body, run.size)
        canvas.drawString(run.x, run.y, run.text)


def draw(pages: list[PlacedPage], path: Path, body: str = BODY, title: str = TITLE) -> None:
    canvas = new_canvas(path)
    for page in pages:
        draw_page(canvas, page, body, title)
        canvas.showPage()
    canvas.save()
