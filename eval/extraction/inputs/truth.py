"""What an input says and which bar it is held to: `NAME.json` beside `NAME.pdf`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from .layout import PlacedPage


@dataclass
class Truth:
    """`group` is text (bar 0.995 and speed), scan (0.995), hard_scan (0.98), or extra (no bar)."""

    kind: str
    group: str
    pages: list[list[str]]
    password: str | None = None
    dpi: int | None = None
    attachments: list[str] = field(default_factory=list)
    note: str = ""

    def write(self, path: Path) -> None:
        content = {
            "kind": self.kind,
            "group": self.group,
            "password": self.password,
            "dpi": self.dpi,
            "attachments": self.attachments,
            "note": self.note,
            "pages": [{"text": "\n".join(lines), "lines": lines} for lines in self.pages],
        }
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")


def lines_of(pages: list[PlacedPage]) -> list[list[str]]:
    return [page.lines for page in pages]
