"""Printed to PDF by Chromium (Skia): the fonts it makes, Type 3 among them, and marked content."""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
from pathlib import Path

from .layout import HEIGHT, PlacedPage
from .plan import Plan
from .truth import Truth, lines_of

_STYLE = (
    "@page{size:595pt 842pt;margin:0}body{margin:0}div{position:relative;width:595pt;height:841pt;overflow:hidden;"
    "break-after:page}span{position:absolute;white-space:pre;line-height:1}i{position:absolute;background:#000;"
    "print-color-adjust:exact;-webkit-print-color-adjust:exact}"
)


def make(plan: Plan) -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("没有 chromium：略过 skia / chromium is missing: skia is left out")
        return
    for kind, family in (("skia-noto", "Noto Serif CJK SC"), ("skia-zenhei", "WenQuanYi Zen Hei")):
        pages = plan.set(kind, gbk_only=True)
        print_page(browser, document(pages, family), plan.pdf(kind))
        Truth(kind, "text", lines_of(pages)).write(plan.truth(kind))


def document(pages: list[PlacedPage], family: str) -> str:
    body = []
    for page in pages:
        spans = [rule_at(*rule) for rule in page.rules]
        for run in page.runs:
            weight = "bold" if run.bold else "normal"
            place = f"left:{run.x:.1f}pt;top:{HEIGHT - run.y - run.size:.1f}pt;font-size:{run.size}pt;font-weight:{weight}"
            spans.append(f'<span style="{place}">{html.escape(run.text)}</span>')
        body.append(f"<div>{''.join(spans)}</div>")
    return f'<!doctype html><meta charset="utf-8"><style>{_STYLE}body{{font-family:"{family}"}}</style>{"".join(body)}'


def rule_at(x: float, y: float, right: float, top: float) -> str:
    """A line of a table as a thin filled box."""
    left, upper = min(x, right), HEIGHT - max(y, top)
    width, height = abs(right - x) + 0.7, abs(top - y) + 0.7
    return f'<i style="left:{left:.1f}pt;top:{upper:.1f}pt;width:{width:.1f}pt;height:{height:.1f}pt"></i>'


def print_page(browser: str, content: str, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(content, encoding="utf-8")
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
             "--no-pdf-header-footer", f"--print-to-pdf={path.resolve()}", source.as_uri()],
            check=True, capture_output=True, timeout=180,
        )
