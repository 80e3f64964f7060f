"""Scanned volumes: clean, hard (noise, skew, seals, grid tables), turned, with blank pages, photographed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path

from PIL import Image
from pikepdf import Array, Dictionary, Name, Pdf

from .gbk_cmap import fonts
from .layout import HEIGHT, PlacedPage, Setter, Sheet
from .papers import Block, seizure_rows
from .pictures import jpeg, noise, photo, picture, skew, stamp
from .plan import Plan
from .truth import Truth, lines_of
from .words import SEALS


def make(plan: Plan) -> None:
    clean(plan)
    hard(plan)
    turned(plan, "scan-upside-down", lambda _: 180)
    turned(plan, "scan-sideways", lambda at: (90, 270)[at % 2])
    blanks(plan)
    photos(plan)
    hidden_layer(plan)


def pages_of(plan: Plan, kind: str) -> list[PlacedPage]:
    return plan.set(kind, pages=plan.ocr_pages, gbk_only=True)


def clean(plan: Plan) -> None:
    kind = "scan-clean-200"
    pages = pages_of(plan, kind)
    images = [noise(picture(page, 200), 3, at) for at, page in enumerate(pages)]
    save(plan, kind, "scan", 200, [jpeg(image, 88) for image in images], lines_of(pages))


def hard(plan: Plan) -> None:
    """Noise and JPEG, two degrees off, each page with a grid table and a seal over words.

    The truth is without the seal's own words, which are to be kept apart from the page's.
    """
    kind = "scan-hard-150"
    words = plan.words(kind, gbk_only=True)

    def stream():
        while True:
            yield [
                Block("title", "扣押清单"),
                Block("plain", words.fill("文号：{code}　案由：{charge}")),
                Block("table", rows=seizure_rows(words, 7)),
                Block("body", words.statement()),
                Block("body", words.statement()),
                Block("right", words.fill("{county}公安局")),
                Block("right", words.chinese_day()),
                Block("break"),
            ]

    # A page a paper: what runs over to a second page is left out by taking each paper's first.
    papers_in_turn = stream()
    pages = [Setter(Sheet(), 1).set([next(papers_in_turn)])[0] for _ in range(plan.ocr_pages)]
    scale, files = 150 / 72, []
    for at, page in enumerate(pages):
        signature = page.runs[-1]
        middle = ((signature.x + 30) * scale, (HEIGHT - signature.y - 14) * scale)
        sealed = stamp(picture(page, 150), f"沙河县{SEALS[at % len(SEALS)]}", middle, round(118 * scale), words.random.uniform(-20, 20))
        files.append(jpeg(noise(skew(sealed, 2.0 if at % 2 else -2.0), 9, at), 65))
    save(plan, kind, "hard_scan", 150, files, lines_of(pages))


def turned(plan: Plan, kind: str, angle: Callable[[int], int]) -> None:
    pages = pages_of(plan, kind)
    files = [jpeg(noise(picture(page, 200).rotate(angle(at), expand=True), 3, at), 88) for at, page in enumerate(pages)]
    save(plan, kind, "scan", 200, files, lines_of(pages))


def blanks(plan: Plan) -> None:
    """Every second page is the empty back of a sheet."""
    kind = "scan-blanks"
    pages = []
    for page in pages_of(plan, kind)[: max(2, plan.ocr_pages // 2)]:
        pages += [page, PlacedPage()]
    files = [jpeg(noise(picture(page, 200), 3, at), 88) for at, page in enumerate(pages)]
    save(plan, kind, "scan", 200, files, lines_of(pages))


def photos(plan: Plan) -> None:
    kind = "photo"
    pages = pages_of(plan, kind)
    files = [jpeg(photo(picture(page, 180), at), 80) for at, page in enumerate(pages)]
    save(plan, kind, "extra", 180, files, lines_of(pages))


def hidden_layer(plan: Plan) -> None:
    """A scan with the invisible text (render mode 3) of another recogniser; on the second page it is wrong.

    Where the layer is right, reading it is right; where it says other words than the page shows, the page counts.
    """
    kind = "hidden-layer"
    pages = pages_of(plan, kind)
    files = [jpeg(noise(picture(page, 200), 3, at), 88) for at, page in enumerate(pages)]
    save(plan, kind, "scan", 200, files, lines_of(pages), hidden=pages)


def save(plan: Plan, kind: str, group: str, dpi: int, files: list[bytes], lines: list[list[str]], hidden: list[PlacedPage] | None = None) -> None:
    write_images(plan.pdf(kind), files, dpi, hidden)
    Truth(kind, group, lines, dpi=dpi).write(plan.truth(kind))


def write_images(path: Path, files: Iterable[bytes], dpi: int, hidden: list[PlacedPage] | None = None) -> None:
    """A page an image; the JPEG bytes go in as they are."""
    with Pdf.new() as pdf:
        resources = hidden_font(pdf) if hidden else Dictionary()
        for at, data in enumerate(files):
            image = Image.open(io.BytesIO(data))
            width, height = (side * 72 / dpi for side in image.size)
            space = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
            stream = pdf.make_stream(data, Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height, ColorSpace=space, BitsPerComponent=8, Filter=Name.DCTDecode)
            content = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Scan Do Q"
            if hidden:
                content += hidden_text(hidden[at], is_wrong=at == 1)
            pdf.add_blank_page(page_size=(width, height))
            pdf.pages[-1].Contents = pdf.make_stream(content.encode("ascii"))
            pdf.pages[-1].Resources = Dictionary(XObject=Dictionary(Scan=stream), **resources)
        pdf.save(path, deterministic_id=True)


def hidden_font(pdf: Pdf) -> Dictionary:
    return Dictionary(Font=fonts(pdf))


def hidden_text(page: PlacedPage, is_wrong: bool) -> str:
    """A wrong layer reads every amount and date one digit off, as a bad recogniser or a forger would."""
    wrong = str.maketrans("0123456789一二三四五六七八九", "1234567890二三四五六七八九一")
    parts = []
    for run in page.runs:
        text = run.text.translate(wrong) if is_wrong else run.text
        parts.append(f" BT 3 Tr /F {run.size} Tf 1 0 0 1 {run.x:.2f} {run.y:.2f} Tm <{text.encode('gbk').hex()}> Tj ET")
    return "".join(parts)

