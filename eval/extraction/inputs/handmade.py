"""A PDF written by hand, for fonts that reportlab does not make: content streams and objects by pikepdf."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Pdf

from .layout import HEIGHT, WIDTH, PlacedPage, Run


def write(path: Path, pages: list[PlacedPage], fonts: Callable[[Pdf], Dictionary], show: Callable[[Run], str]) -> None:
    """`fonts` makes the font dictionary, `show` the operators that select a font and show a run's text."""
    with Pdf.new() as pdf:
        resources = pdf.make_indirect(Dictionary(Font=fonts(pdf)))
        for page in pages:
            content = ["0.7 w", *(f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l S" for a, b, c, d in page.rules)]
            content += [f"BT 1 0 0 1 {run.x:.2f} {run.y:.2f} Tm {show(run)} ET" for run in page.runs]
            pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
            pdf.pages[-1].Contents = pdf.make_stream("\n".join(content).encode("ascii"))
            pdf.pages[-1].Resources = resources
        pdf.save(path, deterministic_id=True, compress_streams=True)


def cid_font(pdf: Pdf, base: str, encoding: str, descendant: Dictionary) -> Dictionary:
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/" + base), Encoding=Name("/" + encoding),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
        )
    )


def to_unicode(codes: dict[int, str], digits: int) -> bytes:
    """A ToUnicode CMap for codes of `digits` hexadecimal digits."""
    rows = [f"<{code:0{digits}X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in codes.items()]
    chunks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    body = "\n".join(f"{len(chunk)} beginbfchar\n" + "\n".join(chunk) + "\nendbfchar" for chunk in chunks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        f"1 begincodespacerange <{'0' * digits}> <{'F' * digits}> endcodespacerange\n{body}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode("ascii")
