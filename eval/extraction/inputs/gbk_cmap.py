"""The predefined CMap GBK-EUC-H over STSong-Light, which is not embedded: strings are GBK bytes."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Pdf, String

from .handmade import cid_font, write
from .layout import Run
from .plan import Plan
from .truth import Truth, lines_of


def make(plan: Plan) -> None:
    pages = plan.set("gbk-euc", gbk_only=True)
    write(plan.pdf("gbk-euc"), pages, fonts, show)
    Truth("gbk-euc", "text", lines_of(pages)).write(plan.truth("gbk-euc"))


def fonts(pdf: Pdf) -> Dictionary:
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/STSong-Light"), Flags=6, FontBBox=Array([-25, -254, 1000, 880]),
        ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=880, StemV=93,
    )
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/STSong-Light"), DW=1000,
        # GBK-EUC-H sends ASCII to the half-width glyphs from CID 814 on.
        W=Array([814, 939, 500]),
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("GB1"), Supplement=2),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    return Dictionary(F=cid_font(pdf, "STSong-Light", "GBK-EUC-H", descendant))


def show(run: Run) -> str:
    return f"/F {run.size} Tf <{run.text.encode('gbk').hex()}> Tj"
