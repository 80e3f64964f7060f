"""A small OFD file (GB/T 33190), written by hand: a page of text lines with their places."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def ofd(lines: list[str]) -> bytes:
    size = 4.0  # millimetres
    objects = []
    for line in lines:
        # A long line is cut at the page's edge into as many text objects as it needs.
        for part in [line[at : at + 40] for at in range(0, len(line), 40)]:
            top = 20 + 6 * len(objects)
            deltas = " ".join([str(size)] * (len(part) - 1))
            objects.append(
                f'<ofd:TextObject ID="{100 + len(objects)}" Boundary="20 {top} 170 5" Font="3" Size="{size}">'
                f'<ofd:TextCode X="0" Y="4" DeltaX="{deltas}">{escape(part)}</ofd:TextCode></ofd:TextObject>'
            )
    parts = {
        "OFD.xml": f'<ofd:OFD {_SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>a</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
        "Doc_0/Document.xml": f'<ofd:Document {_SPACE}><ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/PublicRes.xml": f'<ofd:Res {_SPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="宋体" FamilyName="宋体"/></ofd:Fonts></ofd:Res>',
        "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page {_SPACE}><ofd:Content><ofd:Layer ID="2">{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(zipfile.ZipInfo(name, (2025, 3, 3, 9, 30, 0)), _HEAD + content)
    return out.getvalue()
