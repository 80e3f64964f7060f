"""Files that hold files: encrypted ones, a portfolio with attachments, a merged volume (卷) with bookmarks."""

from __future__ import annotations

import pikepdf
from pikepdf import AttachedFileSpec, Dictionary, Encryption, Name, OutlineItem

from .drawing import draw
from .layout import HEIGHT, PlacedPage, Run, Setter, Sheet
from .papers import papers
from .plan import Plan
from .truth import Truth, lines_of

PASSWORD = "anjian-2026"


def make(plan: Plan) -> None:
    encrypted(plan, "encrypted-empty", user="")
    encrypted(plan, "encrypted-password", user=PASSWORD)
    portfolio(plan)
    volume(plan)


def encrypted(plan: Plan, kind: str, user: str) -> None:
    """AES-256. The file key is random in any correct writer, so bytes differ from run to run; the text does not."""
    pages = plan.set(kind)
    draw(pages, plan.pdf(kind))
    with pikepdf.open(plan.pdf(kind), allow_overwriting_input=True) as pdf:
        pdf.save(plan.pdf(kind), encryption=Encryption(owner="owner", user=user, R=6))
    Truth(kind, "text", lines_of(pages), password=user or None).write(plan.truth(kind))


def portfolio(plan: Plan) -> None:
    """A cover with attached papers; the truth's pages are the cover's, the attachments' words come apart."""
    kind = "attachments"
    covers = plan.set(kind, plain=True, pages=2)
    draw(covers, plan.pdf(kind))
    words = plan.words(kind + "/inside")
    inside = Setter(Sheet(), 3).set(papers(words))
    attached = plan.out / "attached.tmp"
    draw(inside, attached)
    note = f"情况说明\n{words.statement()}\n"
    with pikepdf.open(plan.pdf(kind), allow_overwriting_input=True) as pdf:
        pdf.attachments["讯问笔录.pdf"] = AttachedFileSpec(pdf, attached.read_bytes(), filename="讯问笔录.pdf")
        pdf.attachments["情况说明.txt"] = AttachedFileSpec(pdf, note.encode("utf-8"), filename="情况说明.txt")
        pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.D)
        pdf.save(plan.pdf(kind), deterministic_id=True)
    attached.unlink()
    # In order of the files' names.
    texts = [note.strip()] + ["\n".join(page.lines) for page in inside]
    Truth(kind, "extra", lines_of(covers), attachments=texts).write(plan.truth(kind))


def volume(plan: Plan) -> None:
    """卷内目录 first, then papers, each with a bookmark."""
    kind, words = "volume", plan.words("volume")
    stream, bodies, titles = papers(words), [], []
    while sum(map(len, bodies)) < plan.pages - 1:
        paper = next(stream)
        titles.append(next(block.text for block in reversed(paper) if block.style == "title"))
        bodies.append(Setter(Sheet(page_numbers=False), 99).set([paper]))
    index = PlacedPage()
    index.put(Run(245, HEIGHT - 110, 18, "卷内目录", bold=True))
    y, number = HEIGHT - 150, 2
    for order, (title, body) in enumerate(zip(titles, bodies, strict=True), start=1):
        for x, cell in ((85, str(order)), (130, title), (400, f"{number}"), (450, f"{len(body)}页")):
            index.put(Run(x, y, 12, cell))
        y, number = y - 20, number + len(body)
    pages = [index, *(page for body in bodies for page in body)]
    draw(pages, plan.pdf(kind))
    with pikepdf.open(plan.pdf(kind), allow_overwriting_input=True) as pdf:
        with pdf.open_outline() as outline:
            outline.root.append(OutlineItem("卷内目录", 0))
            at = 1
            for title, body in zip(titles, bodies, strict=True):
                outline.root.append(OutlineItem(title, at))
                at += len(body)
        pdf.save(plan.pdf(kind), deterministic_id=True)
    Truth(kind, "text", lines_of(pages)).write(plan.truth(kind))
