"""Fonts that do not say which characters their glyphs are: readers must recognise the drawn page.

CFF with Identity-H and TrueType subsets, both without ToUnicode.
"""

from __future__ import annotations

import io

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, String

from .drawing import draw
from .fonts import NOTO
from .handmade import cid_font, write
from .layout import PlacedPage, Run
from .plan import Plan
from .truth import Truth, lines_of


def make(plan: Plan) -> None:
    for kind, writer in (("no-tounicode-cff", write_cff), ("no-tounicode-truetype", write_truetype)):
        pages = plan.set(kind, pages=plan.ocr_pages, gbk_only=True)
        writer(pages, plan.pdf(kind))
        note = "no ToUnicode: read by recognition"
        Truth(kind, "scan", lines_of(pages), dpi=200, note=note).write(plan.truth(kind))


def write_truetype(pages: list[PlacedPage], path) -> None:
    draw(pages, path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for made in pdf.objects:
            if isinstance(made, Dictionary) and made.get("/Type") == Name.Font and "/ToUnicode" in made:
                del made["/ToUnicode"]
        pdf.save(path, deterministic_id=True)


def write_cff(pages: list[PlacedPage], path) -> None:
    characters = {char for page in pages for run in page.runs for char in run.text}
    options = subset.Options(glyph_names=False, retain_gids=False, notdef_outline=True, layout_features=[])
    font = TTFont(NOTO.check().path, fontNumber=NOTO.index)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(char) for char in characters])
    subsetter.subset(font)
    order, cmap = font.getGlyphOrder(), font.getBestCmap()
    cff = font["CFF "].cff
    # A CID-keyed font is addressed by CID, not by place; the subset keeps the CIDs of its charset.
    cids = {name: int(name[3:]) if name.startswith("cid") else at for at, name in enumerate(order)}
    codes = {chr(code): cids[name] for code, name in cmap.items()}
    program = io.BytesIO()
    cff.compile(program, font, isCFF2=False)

    def fonts(pdf: Pdf) -> Dictionary:
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/AAAAAA+Body"), Flags=4, FontBBox=Array([0, -200, 1000, 900]),
            ItalicAngle=0, Ascent=880, Descent=-120, CapHeight=733, StemV=90,
            FontFile3=pdf.make_stream(program.getvalue(), Subtype=Name.CIDFontType0C),
        )
        widths = Array()
        for char, cid in sorted(codes.items(), key=lambda pair: pair[1]):
            widths.extend([cid, Array([font["hmtx"][cmap[ord(char)]][0]])])
        descendant = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name("/AAAAAA+Body"), DW=1000, W=widths,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
        )
        return Dictionary(F=cid_font(pdf, "AAAAAA+Body", "Identity-H", descendant))

    def show(run: Run) -> str:
        return f"/F {run.size} Tf <{''.join(f'{codes[char]:04X}' for char in run.text)}> Tj"

    write(path, pages, fonts, show)
