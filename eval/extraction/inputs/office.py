"""Small files of every other format that is read: seeds for mutation (`OUT/seeds`), a word of truth in each."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import xlwt

from .drawing import draw
from .layout import PlacedPage, Run, Setter, Sheet
from .ofd import ofd
from .papers import papers, seizure_rows
from .pictures import noise, picture
from .plan import Plan
from .scans import write_images
from .words import Words


def make(plan: Plan) -> None:
    folder = plan.out / "seeds"
    folder.mkdir(exist_ok=True)
    words = plan.words("office", gbk_only=True)
    text = "\n".join(["情况说明", *(words.statement() for _ in range(3)), words.chinese_day(), ""])
    for encoding, name in (("utf-8", "utf8"), ("gb18030", "gb18030"), ("utf-16", "utf16")):
        (folder / f"{name}.txt").write_bytes(text.encode(encoding))
    (folder / "big5.txt").write_bytes(("偵查報告\n被告於民國九十八年三月在臺北市竊取機車一輛，經警方查獲，坦承不諱。\n" * 8).encode("big5"))
    rows = seizure_rows(words, 6)
    (folder / "table.csv").write_bytes("\n".join(",".join(row) for row in rows).encode("gb18030"))
    (folder / "page.html").write_text(page(rows, words), encoding="utf-8")
    (folder / "mail.eml").write_bytes(mail(words, text))
    document(folder / "document.docx", rows, words)
    old_document(folder)
    workbook(folder / "workbook.xlsx", rows)
    old_workbook(folder / "workbook.xls", rows)
    draw(Setter(Sheet(), 2).set(papers(words)), folder / "paper.pdf")
    pictures(folder, words)
    (folder / "document.ofd").write_bytes(ofd(text.splitlines()))
    for name in ("document.docx", "workbook.xlsx"):
        fix_times(folder / name)
    archive(folder)


def fix_times(path: Path) -> None:
    """The writers put today's date into the package; the same seed must give the same bytes."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2025, 3, 3, 9, 30, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, re.sub(rb">20\d\d-\d\d-\d\dT[\d:]+Z<", b">2025-03-03T09:30:00Z<", content))


def page(rows: list[list[str]], words: Words) -> str:
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<!doctype html><html><head><meta charset='utf-8'><title>网页</title><style>p{{color:red}}</style></head><body><h1>扣押清单</h1><p>{words.statement()}</p><table>{table}</table><script>var a=1</script></body></html>"


def mail(words: Words, text: str) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "关于调取证据的函", "承办人 <a@example.org>", "b@example.org"
    message["Date"] = "Mon, 03 Mar 2025 09:30:00 +0800"
    message.set_content(words.statement() + "\n")
    message.add_attachment(text.encode("gb18030"), maintype="text", subtype="plain", filename="情况说明.txt")
    message.set_boundary("=====anjian=====")
    return message.as_bytes()


def document(path: Path, rows: list[list[str]], words: Words) -> None:
    paper = docx.Document()
    paper.add_heading("起诉意见书", 1)
    paper.add_paragraph(words.statement())
    paper.add_paragraph("一、被害人陈述", style="List Number")
    table = paper.add_table(len(rows), len(rows[0]))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    paper.sections[0].header.paragraphs[0].text = "沙河县公安局"
    paper.add_paragraph(words.chinese_day())
    paper.save(path)


def old_document(folder: Path) -> None:
    """DOC by LibreOffice where it is installed."""
    office = shutil.which("soffice")
    if office is None:
        print("没有 LibreOffice：略过 DOC / LibreOffice is missing: no DOC seed")
        return
    with tempfile.TemporaryDirectory() as profile:
        command = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "doc", "--outdir", str(folder), str(folder / "document.docx")]
        subprocess.run(command, check=True, capture_output=True, timeout=180)


def workbook(path: Path, rows: list[list[str]]) -> None:
    book = openpyxl.Workbook()
    book.active.title = "扣押清单"
    for row in rows:
        book.active.append(row)
    other = book.create_sheet("流水")
    other.append(["账号", "金额"])
    other.append(["6228480402564890018", 1234.5])
    book.save(path)


def old_workbook(path: Path, rows: list[list[str]]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("扣押清单")
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.save(str(path))


def pictures(folder: Path, words: Words) -> None:
    """Small, so that recognition of each mutation is quick."""
    size = (420, 150)
    slips = []
    for _ in range(2):
        slip = PlacedPage()
        slip.put(Run(20, 800, 18, "情况说明"))
        slip.put(Run(20, 770, 16, words.fill("被害人{victim}报案。")))
        slips.append(noise(picture(slip, 100).crop((0, 0, *size)), 2, 1))
    slips[0].save(folder / "slip.png")
    slips[0].save(folder / "slip.jpg", quality=85)
    slips[0].save(folder / "slip.bmp")
    slips[0].save(folder / "slips.tiff", save_all=True, append_images=slips[1:], compression="tiff_lzw")
    sheet = io.BytesIO()
    slips[0].save(sheet, "JPEG", quality=85)
    write_images(folder / "scan.pdf", [sheet.getvalue()], 100)


def archive(folder: Path) -> None:
    """A ZIP as Chinese Windows makes it: names in GBK, no flag for UTF-8."""
    inside = {"01_情况说明.txt": "utf8.txt", "卷二/扣押清单.csv": "table.csv", "卷二/起诉意见书.docx": "document.docx"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, source in inside.items():
            entry = GbkName(name, (2025, 3, 3, 9, 30, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, (folder / source).read_bytes())
    (folder / "names-gbk.zip").write_bytes(out.getvalue())


class GbkName(zipfile.ZipInfo):
    """An entry whose name is stored in GBK."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("gbk"), self.flag_bits & ~0x800
