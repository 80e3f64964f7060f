"""Case papers as blocks of text: decisions, interrogations, seizure lists, opinions, forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .words import COUNTIES, GOODS, LABELS, Words


@dataclass(frozen=True)
class Block:
    """One block; `style` is title, center, body, plain, right, table or break (a new page)."""

    style: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)


def papers(words: Words) -> Iterator[list[Block]]:
    """Papers without end, the kinds in turn."""
    makers = [filing_decision, interrogation, seizure_list, prosecution_opinion, person_form, site_record]
    while True:
        for maker in makers:
            yield maker(words)


def prose(words: Words) -> Iterator[list[Block]]:
    """Papers without tables, for kinds whose subject is another."""
    while True:
        for maker in (filing_decision, interrogation, prosecution_opinion, site_record):
            yield maker(words)


def filing_decision(words: Words) -> list[Block]:
    county = words.random.choice(COUNTIES)
    return [
        Block("title", f"{county}公安局"),
        Block("title", "立案决定书"),
        Block("right", words.code()),
        *[Block("body", words.statement()) for _ in range(3)],
        Block("body", words.fill("根据《中华人民共和国刑事诉讼法》第一百一十二条之规定，决定对{victim}被{charge}案立案侦查。")),
        Block("right", f"{county}公安局（印）"),
        Block("right", words.chinese_day()),
    ]


def interrogation(words: Words) -> list[Block]:
    blocks = [
        Block("title", f"讯问笔录（第{words.random.randint(1, 9)}次）"),
        Block("plain", words.fill("时间：{day}{clock}至{clock}")),
        Block("plain", words.fill("地点：{county}公安局执法办案中心第{number}讯问室")),
        Block("plain", words.fill("侦查人员：{name}、{other}　记录人：{other2}")),
        Block("plain", words.fill("被讯问人：{name}　公民身份号码：{identity}")),
    ]
    for question, answer in words.questions(words.random.randint(6, 12)):
        blocks += [Block("body", f"问：{question}"), Block("body", f"答：{answer}")]
    return [*blocks, Block("right", words.fill("被讯问人（签名、捺指印）：{name}")), Block("right", words.day())]


def seizure_rows(words: Words, count: int) -> list[list[str]]:
    rows = [["编号", "名称", "数量", "特征", "备注"]]
    for number in range(1, count + 1):
        goods, unit = words.random.choice(GOODS)
        amount = words.amount() if unit == "元" else str(words.random.randint(1, 20))
        feature = words.random.choice(
            [f"号牌{words.plate()}", "九成新，屏幕左下角有裂痕", f"卡号尾号{words.random.randint(1000, 9999)}，户名{words.name()}", "无", "黑色，背面贴有“平安”字样的贴纸，充电口有磨损"]
        )
        rows.append([str(number), goods, f"{amount}{unit}", feature, words.random.choice(["", "随案移送", f"已发还被害人{words.name()}", "存公安机关"])])
    return rows


def seizure_list(words: Words) -> list[Block]:
    return [
        Block("title", "扣押清单"),
        Block("plain", words.fill("案由：{charge}　持有人：{name}　文号：{code}")),
        Block("table", rows=seizure_rows(words, words.random.randint(8, 16))),
        Block("plain", words.fill("持有人：{name}　见证人：{other}　保管人：{other2}")),
        Block("right", words.day()),
    ]


def prosecution_opinion(words: Words) -> list[Block]:
    county = words.random.choice(COUNTIES)
    return [
        Block("title", f"{county}公安局"),
        Block("title", "起诉意见书"),
        Block("right", words.code()),
        Block("body", words.fill("犯罪嫌疑人{name}，男，{day}出生，公民身份号码{identity}，汉族，初中文化，住{county}{street}{number}号。")),
        *[Block("body", words.statement()) for _ in range(words.random.randint(5, 10))],
        Block("body", words.fill("综上所述，犯罪嫌疑人{name}的行为已触犯《中华人民共和国刑法》第二百六十四条，涉嫌{charge}罪。现将此案移送审查起诉。")),
        Block("plain", "此致"),
        Block("plain", f"{county}人民检察院"),
        Block("right", words.chinese_day()),
    ]


def person_form(words: Words) -> list[Block]:
    values = [words.name(), words.random.choice("男女"), words.day(), words.identity(), words.fill("{county}{street}{number}号"), words.fill("{county}{street}{number}号"), words.fill("{county}{street}物业有限公司"), words.fill("{phone}"), "初中", "传唤到案", words.fill("涉嫌{charge}"), words.name()]
    pairs = list(zip(LABELS, values, strict=True))
    rows = [[*pairs[index], *pairs[index + 1]] for index in range(0, len(pairs), 2)]
    return [Block("title", "违法犯罪嫌疑人员信息登记表"), Block("table", rows=rows), Block("body", words.statement()), Block("right", words.chinese_day())]


def site_record(words: Words) -> list[Block]:
    return [
        Block("title", "现场勘验笔录"),
        Block("plain", words.fill("勘验时间：{day}{clock}　天气：晴　温度：{number}℃")),
        Block("plain", words.fill("勘验人员：{name}、{other}、{other2}")),
        *[Block("body", words.statement()) for _ in range(words.random.randint(4, 8))],
        Block("right", words.fill("见证人（签名）：{victim}")),
    ]
