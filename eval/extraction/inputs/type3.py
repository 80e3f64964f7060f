"""Type 3 fonts: every glyph a little drawing, 255 to a font, with ToUnicode."""

from __future__ import annotations

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf

from .fonts import HEI
from .handmade import to_unicode, write
from .layout import PlacedPage, Run
from .plan import Plan
from .truth import Truth, lines_of

_GLYPHS_A_FONT = 255


def make(plan: Plan) -> None:
    pages = plan.set("type3")
    fonts = Type3Fonts(pages)
    write(plan.pdf("type3"), pages, fonts.dictionary, fonts.show)
    Truth("type3", "text", lines_of(pages)).write(plan.truth("type3"))


class Type3Fonts:
    def __init__(self, pages: list[PlacedPage]) -> None:
        self._characters = sorted({char for page in pages for run in page.runs for char in run.text})
        self._place = {char: divmod(at, _GLYPHS_A_FONT) for at, char in enumerate(self._characters)}

    def dictionary(self, pdf: Pdf) -> Dictionary:
        with TTFont(HEI.check().path, fontNumber=HEI.index) as font:
            glyphs, cmap, em = font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm
            chunks = [self._characters[at : at + _GLYPHS_A_FONT] for at in range(0, len(self._characters), _GLYPHS_A_FONT)]
            return Dictionary({f"/T{at}": self._font(pdf, chunk, glyphs, cmap, em) for at, chunk in enumerate(chunks)})

    def _font(self, pdf: Pdf, chunk: list[str], glyphs, cmap, em: int) -> Dictionary:
        procedures, widths = {}, []
        for code, char in enumerate(chunk):
            glyph = glyphs[cmap[ord(char)]]
            pen = ContentPen(glyphs)
            glyph.draw(pen)
            widths.append(round(glyph.width))
            drawing = f"{glyph.width:.0f} 0 0 -300 {em} {em} d1\n{pen.operators()}"
            procedures[f"/g{code}"] = pdf.make_stream(drawing.encode("ascii"))
        differences = Array([0, *(Name(f"/g{code}") for code in range(len(chunk)))])
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, -300, em, em]),
                FontMatrix=Array([1 / em, 0, 0, 1 / em, 0, 0]), FirstChar=0, LastChar=len(chunk) - 1,
                Widths=Array(widths), Encoding=Dictionary(Type=Name.Encoding, Differences=differences),
                CharProcs=Dictionary(procedures), Resources=Dictionary(),
                ToUnicode=pdf.make_stream(to_unicode(dict(enumerate(chunk)), 2)),
            )
        )

    def show(self, run: Run) -> str:
        """A run changes its font wherever a character is in another one."""
        operators, current = [], None
        for char in run.text:
            font, code = self._place[char]
            if font != current:
                operators.append(f"/T{font} {run.size} Tf")
                current = font
            operators.append(f"<{code:02X}> Tj")
        return " ".join(operators)


class ContentPen(BasePen):
    """Outlines as PDF path operators; quadratic curves become cubic ones in the base class."""

    def __init__(self, glyphs) -> None:
        super().__init__(glyphs)
        self._operators: list[str] = []

    def operators(self) -> str:
        return "\n".join([*self._operators, "f"])

    def _moveTo(self, point) -> None:
        self._operators.append(f"{point[0]:.0f} {point[1]:.0f} m")

    def _lineTo(self, point) -> None:
        self._operators.append(f"{point[0]:.0f} {point[1]:.0f} l")

    def _curveToOne(self, first, second, end) -> None:
        self._operators.append(" ".join(f"{value:.0f}" for point in (first, second, end) for value in point) + " c")

    def _closePath(self) -> None:
        self._operators.append("h")
