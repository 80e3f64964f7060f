"""Blocks set on pages: what stands where, and the text of each page in reading order (the truth)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from .papers import Block

WIDTH, HEIGHT = 595.0, 842.0
"""A4 in points."""

NO_LINE_START = "，。、；：！？）〕》”"


@dataclass
class Run:
    """A string at a place: left end and base line, in points from the lower left corner."""

    x: float
    y: float
    size: float
    text: str
    bold: bool = False


@dataclass
class PlacedPage:
    """One page; `lines` is its text in reading order."""

    runs: list[Run] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def put(self, run: Run, line: bool = True) -> None:
        self.runs.append(run)
        if line:
            self.lines.append(run.text)


@dataclass(frozen=True)
class Sheet:
    """How a page is set; `columns` flow from left to right."""

    left: float = 80.0
    right: float = 75.0
    top: float = 85.0
    bottom: float = 90.0
    size: float = 12.0
    leading: float = 20.0
    columns: int = 1
    gutter: float = 24.0
    header: str = ""
    page_numbers: bool = False

    @property
    def column_width(self) -> float:
        return (WIDTH - self.left - self.right - self.gutter * (self.columns - 1)) / self.columns


def char_width(char: str) -> float:
    """In ems; Latin letters of the fonts used are at most this wide."""
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.56


def text_width(text: str, size: float) -> float:
    return size * sum(map(char_width, text))


def wrap(text: str, size: float, width: float, indent: float = 0.0) -> list[str]:
    """Breaks like Chinese office software: anywhere but before a closing mark; Latin words may break."""
    lines, line, room = [], "", width - indent
    for char in text:
        if line and text_width(line + char, size) > room and char not in NO_LINE_START:
            lines.append(line)
            line, room = "", width
        line += char
    return [*lines, line]


class Setter:
    """Sets papers until it has `wanted` pages."""

    def __init__(self, sheet: Sheet, wanted: int) -> None:
        self.sheet, self.wanted, self.pages = sheet, wanted, []
        self._page = PlacedPage()
        self._column, self._y = 0, HEIGHT - sheet.top
        self._column_top = self._y

    def set(self, papers: Iterable[list[Block]]) -> list[PlacedPage]:
        for paper in papers:
            for block in paper:
                self._place(block)
                if len(self.pages) >= self.wanted:
                    return self._finish()
            self._close()
            if len(self.pages) >= self.wanted:
                break
        return self._finish()

    def _finish(self) -> list[PlacedPage]:
        sheet, pages = self.sheet, self.pages[: self.wanted]
        for number, page in enumerate(pages, start=1):
            if sheet.header:
                x = (WIDTH - text_width(sheet.header, 9)) / 2
                page.runs.insert(0, Run(x, HEIGHT - 50, 9, sheet.header))
                page.lines.insert(0, sheet.header)
            if sheet.page_numbers:
                foot = f"第{number}页共{len(pages)}页"
                page.put(Run((WIDTH - text_width(foot, 9)) / 2, 45, 9, foot))
        return pages

    def _close(self) -> None:
        if self._page.runs:
            self.pages.append(self._page)
        self._page = PlacedPage()
        self._column, self._y = 0, HEIGHT - self.sheet.top
        self._column_top = self._y

    def _need(self, height: float) -> None:
        if self._y - height >= self.sheet.bottom:
            return
        if self._column + 1 < self.sheet.columns:
            self._column += 1
            self._y = self._column_top
        else:
            self._close()

    @property
    def _left(self) -> float:
        return self.sheet.left + self._column * (self.sheet.column_width + self.sheet.gutter)

    def _place(self, block: Block) -> None:
        sheet = self.sheet
        if block.style == "break":
            self._close()
        elif block.style == "table":
            self._place_table(block.rows)
        elif block.style in ("title", "center"):
            self._place_heading(block.text, 18.0 if block.style == "title" else 14.0)
        elif block.style == "right":
            for line in wrap(block.text, sheet.size, sheet.column_width):
                self._need(sheet.leading)
                self._y -= sheet.leading
                x = self._left + sheet.column_width - text_width(line, sheet.size)
                self._page.put(Run(x, self._y, sheet.size, line))
        else:
            indent = 2 * sheet.size if block.style == "body" else 0.0
            for index, line in enumerate(wrap(block.text, sheet.size, sheet.column_width, indent)):
                self._need(sheet.leading)
                self._y -= sheet.leading
                self._page.put(Run(self._left + (indent if index == 0 else 0.0), self._y, sheet.size, line))

    def _place_heading(self, text: str, size: float) -> None:
        """A heading stands across all columns, so where there are several it begins a page."""
        if self.sheet.columns > 1 and (self._column or self._y < self._column_top):
            # A second title line directly under the first stays with it.
            if not (self._column == 0 and all(run.bold for run in self._page.runs)):
                self._close()
        self._need(size * 2)
        self._y -= size * 1.7
        self._page.put(Run((WIDTH - text_width(text, size)) / 2, self._y, size, text, bold=True))
        self._y -= size * 0.4
        self._column_top = self._y

    def _place_table(self, rows: list[list[str]]) -> None:
        """Ruled, cells wrapped; reading order is cell by cell in a row."""
        columns = max(map(len, rows))
        widest = [max(text_width(row[at], self.sheet.size) for row in rows if at < len(row)) for at in range(columns)]
        widths = share(widest, self.sheet.column_width)
        size, leading, pad = self.sheet.size, self.sheet.leading * 0.85, 4.0
        self._y -= 6
        for row in rows:
            cells = [wrap(cell, size, width - 2 * pad) for cell, width in zip(row, widths, strict=True)]
            height = max(map(len, cells)) * leading + 2 * pad
            self._need(height)
            x, top = self._left, self._y
            for lines, width in zip(cells, widths, strict=True):
                self._page.rules += [(x, top, x + width, top), (x, top - height, x + width, top - height), (x, top, x, top - height)]
                for index, line in enumerate(lines):
                    if line:
                        self._page.put(Run(x + pad, top - pad - index * leading - size, size, line))
                x += width
            self._page.rules.append((x, top, x, top - height))
            self._y -= height
        self._y -= 4


def share(wanted: list[float], width: float) -> list[float]:
    """Column widths: each at least a third of its fair share, the rest by need."""
    least = width / len(wanted) / 3 + 10
    rest = width - least * len(wanted)
    return [least + rest * need / sum(wanted) for need in wanted]
