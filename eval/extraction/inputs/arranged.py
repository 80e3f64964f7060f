"""One page after another in an unusual arrangement: rotated, in columns, tables, lists, headers, shuffled."""

from __future__ import annotations

import random

import pikepdf

from .drawing import draw
from .layout import HEIGHT, PlacedPage, Run, Setter, Sheet
from .papers import Block, seizure_rows
from .plan import Plan
from .truth import Truth, lines_of
from .words import GOODS

HEADER = "沙河县公安局刑事侦查卷宗（诉讼证据卷）"


def make(plan: Plan) -> None:
    for kind, maker in (
        ("rotated", rotated),
        ("two-columns", two_columns),
        ("tables", tables),
        ("lists", lists),
        ("headers", headers),
        ("shuffled", shuffled),
    ):
        pages = maker(plan, kind)
        Truth(kind, "text", lines_of(pages)).write(plan.truth(kind))


def rotated(plan: Plan, kind: str) -> list[PlacedPage]:
    """/Rotate 90, 180, 270 with the text turned back, so that a viewer shows it upright.

    Odd pages only have the key: a viewer shows those turned, and their text still reads in its own direction.
    """
    pages = plan.set(kind, plain=True)
    draw(pages, plan.pdf(kind))
    with pikepdf.open(plan.pdf(kind), allow_overwriting_input=True) as pdf:
        for number, page in enumerate(pdf.pages):
            angle = (90, 180, 270)[number % 3]
            page.Rotate = angle
            if number % 2 == 0:
                turn = {90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 842"}[angle]
                fit = "0.7 0 0 0.7 0 0" if angle != 180 else "1 0 0 1 0 0"
                page.contents_add(f"q {turn} cm {fit} cm".encode(), prepend=True)
                page.contents_add(b"Q")
        pdf.save(plan.pdf(kind), deterministic_id=True)
    return pages


def two_columns(plan: Plan, kind: str) -> list[PlacedPage]:
    pages = plan.set(kind, Sheet(left=55, right=50, size=10.5, leading=17, columns=2), plain=True)
    draw(pages, plan.pdf(kind))
    return pages


def tables(plan: Plan, kind: str) -> list[PlacedPage]:
    words = plan.words(kind)

    def stream():
        while True:
            yield [
                Block("title", "扣押物品、文件清单"),
                Block("plain", words.fill("编号：{code}　案由：{charge}")),
                Block("table", rows=seizure_rows(words, 14)),
                Block("plain", "以上清单经核对无误。"),
                Block("table", rows=[["持有人", words.name(), "见证人", words.name()], ["办案单位", words.fill("{county}公安局刑事侦查大队"), "时间", words.day()]]),
                Block("right", words.chinese_day()),
            ]

    pages = Setter(Sheet(), plan.pages).set(stream())
    draw(pages, plan.pdf(kind))
    return pages


def lists(plan: Plan, kind: str) -> list[PlacedPage]:
    """Columns by place alone, no rules: 随案移送清单, one item a row."""
    words, pages = plan.words(kind), []
    for _ in range(plan.pages):
        page = PlacedPage()
        page.put(Run(240, HEIGHT - 110, 18, "随案移送清单", bold=True))
        page.put(Run(85, HEIGHT - 145, 12, words.fill("案件名称：{name}涉嫌{charge}案")))
        rows = [("序号", "名称", "数量", "来源", "备注")]
        for number in range(1, words.random.randint(12, 26)):
            goods, unit = words.random.choice(GOODS)
            rows.append((f"{number}.", goods, f"{words.random.randint(1, 9)}{unit}", words.name(), words.random.choice(("原物", "照片", "已发还"))))
        y = HEIGHT - 175
        for row in rows:
            for x, cell in zip((85, 125, 320, 380, 450), row, strict=True):
                page.put(Run(x, y, 12, cell))
            y -= 21
        page.put(Run(340, y - 20, 12, words.chinese_day()))
        pages.append(page)
    draw(pages, plan.pdf(kind))
    return pages


def headers(plan: Plan, kind: str) -> list[PlacedPage]:
    pages = plan.set(kind, Sheet(header=HEADER, page_numbers=True))
    draw(pages, plan.pdf(kind))
    return pages


def shuffled(plan: Plan, kind: str) -> list[PlacedPage]:
    """The content stream draws a page's lines in random order."""
    pages = plan.set(kind, plain=True)
    shuffle = random.Random(f"{plan.seed}/{kind}/order").shuffle
    for page in pages:
        shuffle(page.runs)
    draw(pages, plan.pdf(kind))
    return pages
