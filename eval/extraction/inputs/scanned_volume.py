"""A scanned volume of many pages (`OUT/scanned-volume/`): a dozen pages again and again, with fresh noise each time."""

from __future__ import annotations

from .layout import PlacedPage
from .pictures import jpeg, noise, picture
from .plan import Plan
from .scans import write_images

_DISTINCT = 12


def make(plan: Plan) -> None:
    if not plan.volume_pages:
        return
    folder = plan.out / "scanned-volume"
    folder.mkdir(exist_ok=True)
    pages: list[PlacedPage] = plan.set("scanned-volume", pages=_DISTINCT, gbk_only=True)
    drawn = [picture(page, 150) for page in pages]
    files = (jpeg(noise(drawn[at % _DISTINCT], 4, at), 50) for at in range(plan.volume_pages))
    write_images(folder / f"{plan.volume_pages}.pdf", files, 150)
