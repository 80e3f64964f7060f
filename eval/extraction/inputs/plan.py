"""How much is made, and where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .fonts import HEI, SONG, in_gbk, shows
from .layout import PlacedPage, Setter, Sheet
from .papers import papers, prose
from .words import Words


@dataclass(frozen=True)
class Plan:
    """Pages of each kind: `pages` for text, `ocr_pages` where pages are recognised."""

    out: Path
    seed: int
    pages: int
    ocr_pages: int
    long_pages: int
    volume_pages: int = 0

    def words(self, kind: str, gbk_only: bool = False) -> Words:
        """Words of a kind, from a stream of their own, so that a new kind changes no other."""
        in_fonts = shows(SONG, HEI)
        can_show = (lambda char: in_gbk(char) and in_fonts(char)) if gbk_only else in_fonts
        return Words(f"{self.seed}/{kind}", can_show)

    def set(self, kind: str, sheet: Sheet = Sheet(), pages: int | None = None, **choice: bool) -> list[PlacedPage]:
        """Pages of mixed papers; `plain` leaves tables out, `gbk_only` characters that GBK lacks."""
        words = self.words(kind, choice.get("gbk_only", False))
        stream = prose(words) if choice.get("plain") else papers(words)
        return Setter(sheet, pages or self.pages).set(stream)

    def pdf(self, kind: str) -> Path:
        return self.out / f"{kind}.pdf"

    def truth(self, kind: str) -> Path:
        return self.out / f"{kind}.json"
