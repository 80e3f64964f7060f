"""`python -m inputs OUT`: makes every input of the benchmark, each with its truth beside it."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from . import arranged, embedded, gbk_cmap, no_unicode, office, scanned_volume, scans, skia, type3, unicode_cmap, volumes
from .plan import Plan

MAKERS = [embedded, unicode_cmap, gbk_cmap, type3, skia, arranged, volumes, no_unicode, scans, office, scanned_volume]


def main() -> None:
    parser = argparse.ArgumentParser(prog="inputs", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=30, help="pages of each text kind")
    parser.add_argument("--ocr-pages", type=int, default=6, help="pages of each kind that is recognised")
    parser.add_argument("--long-pages", type=int, default=600, help="pages of the long text volume, for speed")
    parser.add_argument("--volume-pages", type=int, default=0, help="pages of the scanned volume; none without it")
    parser.add_argument("--only", help="one maker, such as scans")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    plan = Plan(options.out, options.seed, options.pages, options.ocr_pages, options.long_pages, options.volume_pages)
    for maker in MAKERS:
        name = maker.__name__.rpartition(".")[2]
        if options.only in (None, name):
            started = time.monotonic()
            maker.make(plan)
            print(f"{name}: {time.monotonic() - started:.1f} s", flush=True)


main()
