"""Reads inputs with other tools, for comparison: PyMuPDF and pdftotext where there is text, RapidOCR on scans.

Prints JSON lines {tool, kind, page, text, seconds}; a line with page 0 tells the time a tool takes to load.
Two threads for each, as for Anjian.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

THREADS = 2
os.environ.setdefault("OMP_NUM_THREADS", str(THREADS))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", type=Path, nargs="+", help="NAME.pdf with NAME.json beside it")
    parser.add_argument("--rounds", type=int, default=3, help="readings of each text file; the median is told")
    options = parser.parse_args()
    rapid_ocr = None
    for path in options.inputs:
        truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        if truth["dpi"] is None:
            for tool, read in (("pymupdf", read_pymupdf), ("pdftotext", read_pdftotext)):
                report_text(tool, truth, path, read, options.rounds)
        else:
            if rapid_ocr is None:
                started = time.perf_counter()
                rapid_ocr = RapidOcr()
                say("rapidocr", "", 0, "", time.perf_counter() - started)
            for number, (text, seconds) in enumerate(rapid_ocr.read(path, truth), start=1):
                say("rapidocr", truth["kind"], number, text, seconds)


def say(tool: str, kind: str, page: int, text: str, seconds: float) -> None:
    # Lone surrogates, which broken fonts give, are no JSON for others.
    clean = text.encode("utf-8", "replace").decode("utf-8")
    print(json.dumps({"tool": tool, "kind": kind, "page": page, "text": clean, "seconds": seconds}, ensure_ascii=False), flush=True)


def report_text(tool: str, truth: dict, path: Path, read: Callable[[Path, str | None], list[str]], rounds: int) -> None:
    """The time of a page is the file's, opening included, shared by its pages."""
    pages: list[str] = []
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        try:
            pages = read(path, truth["password"])
        except Exception as error:  # A peer that fails on a file has no text for it.
            print(f"{tool}: {path.name}: {error}", file=sys.stderr)
            return
        times.append(time.perf_counter() - started)
    seconds = statistics.median(times) / max(len(pages), 1)
    for number, text in enumerate(pages, start=1):
        say(tool, truth["kind"], number, text, seconds)


def read_pymupdf(path: Path, password: str | None) -> list[str]:
    import pymupdf

    with pymupdf.open(path) as document:
        if password:
            document.authenticate(password)
        return [page.get_text() for page in document]


def read_pdftotext(path: Path, password: str | None) -> list[str]:
    command = ["pdftotext", "-enc", "UTF-8", *(["-upw", password] if password else []), str(path), "-"]
    output = subprocess.run(command, check=True, capture_output=True).stdout
    return output.decode("utf-8", "replace").split("\f")[:-1]


class RapidOcr:
    """RapidOCR with the models of its wheel; nothing is downloaded."""

    def __init__(self) -> None:
        import logging

        from rapidocr import RapidOCR

        logging.disable(logging.INFO)
        self._engine = RapidOCR(
            params={
                "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Global.log_level": "error",
            }
        )

    def read(self, path: Path, truth: dict):
        """Text and seconds of each page; drawing the page at the scan's own resolution is included."""
        import numpy
        import pymupdf

        with pymupdf.open(path) as document:
            for page in document:
                started = time.perf_counter()
                pixels = page.get_pixmap(dpi=truth["dpi"], colorspace=pymupdf.csRGB)
                image = numpy.frombuffer(pixels.samples, numpy.uint8).reshape(pixels.height, pixels.width, 3)
                found = self._engine(image[:, :, ::-1])
                text = "\n".join(found.txts or ()) if found is not None else ""
                yield text, time.perf_counter() - started


if __name__ == "__main__":
    main()
