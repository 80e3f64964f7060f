"""Debian's fonts that the inputs are set in; what is missing is named with its package."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont


@dataclass(frozen=True)
class Face:
    path: Path
    index: int
    package: str

    def check(self) -> Face:
        if not self.path.exists():
            raise SystemExit(f"缺少字体 {self.path}；请安装 Debian 软件包 {self.package}")
        return self


SONG = Face(Path("/usr/share/fonts/truetype/arphic/uming.ttc"), 0, "fonts-arphic-uming")
HEI = Face(Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"), 0, "fonts-wqy-zenhei")
NOTO = Face(Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"), 2, "fonts-noto-cjk")
"""Index 2 of the collection is the simplified Chinese face."""


@cache
def characters(face: Face) -> frozenset[int]:
    with TTFont(face.check().path, fontNumber=face.index) as font:
        return frozenset(font.getBestCmap())


def shows(*faces: Face):
    """Whether all faces have a character."""
    return lambda char: all(ord(char) in characters(face) for face in faces)


def in_gbk(char: str) -> bool:
    try:
        return bool(char.encode("gbk"))
    except UnicodeEncodeError:
        return False
