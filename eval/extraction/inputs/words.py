"""The words of made-up case papers (案件材料): names, places, moments, amounts, sentences.

Every person, number and place is drawn at random; none is real.
"""

from __future__ import annotations

import random
from collections.abc import Callable

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹欧阳"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂香志远建国海燕永年长顺小川文斌玉梅德才立新春生国栋金凤宝山雪莲振东晓峰婷婷佳慧雨桐浩然梓萱子涵"
RARE = "喆镕翀堃㐂䶮祎旻昶翊赟燊彧頔"
COUNTIES = "沙河县 陇河县 永宁市 青山区 桃源县 临江区 安平县 柳林市 白水县 东湖区".split()
STREETS = "建设路 人民大街 解放西路 长虹巷 南关菜市场 滨河花园 站前广场 幸福里小区 工农新村 三里桥".split()
GOODS = [
    ("华为Mate 60 Pro手机", "部"), ("黑色双肩包", "个"), ("现金人民币", "元"), ("黄金手镯（足金）", "只"),
    ("联想ThinkPad笔记本电脑", "台"), ("电动自行车（雅迪牌）", "辆"), ("中国农业银行卡", "张"), ("断线钳", "把"),
    ("U盘（金士顿32GB）", "个"), ("飞天茅台酒53度500ml", "瓶"), ("白色T恤衫", "件"), ("折叠刀（刃长7.5厘米）", "把"),
]
CHARGES = "盗窃 诈骗 故意伤害 危险驾驶 寻衅滋事 抢夺 敲诈勒索 掩饰、隐瞒犯罪所得 非法吸收公众存款 开设赌场".split()
PLATE_PLACES = "冀京晋豫鲁苏浙皖川陕"
SEALS = "公安局 人民检察院 看守所 人民法院".split()
DIGITS = "〇一二三四五六七八九"

STATEMENTS = [
    "{day}{clock}许，犯罪嫌疑人{name}伙同{other}窜至{county}{street}{number}号，趁被害人{victim}不备，将其放在桌上的{goods}盗走，经鉴定价值人民币{amount}元。",
    "经查，{name}（曾用名{other}，公民身份号码{identity}）于{day}因涉嫌{charge}罪被{county}公安局刑事拘留，{later}经{county}人民检察院批准逮捕。",
    "{name}驾驶号牌为{plate}的小型轿车，由南向北行驶至{street}与{street2}交叉路口时，与{victim}驾驶的{plate2}号车辆相撞，造成两车受损、{victim}受伤。",
    "上述犯罪事实，有被害人{victim}的陈述、证人{other}的证言、现场勘验笔录、价格认定结论书（{county}价认〔{year}〕{number}号）等证据证实，足以认定。",
    "{victim}通过手机银行（卡号{card}）分三次向{name}提供的账户转账，金额分别为{amount}元、{amount2}元和{amount3}元，备注均为“货款”。",
    "现场位于{county}{street}{number}号院内，东邻{street2}，西侧为一条宽约３．５米的水泥路；院门为双扇铁门，锁具完好，门框距地面１．２米处有撬压痕迹。",
    "经{county}公安局物证鉴定所检验，送检的血样中乙醇含量为{small}mg/100ml；检材编号：{code}，检验日期：{day}。",
    "犯罪嫌疑人{name}到案后如实供述自己的罪行，自愿认罪认罚，并于{later}与被害人{victim}达成和解协议，赔偿人民币{amount}元，取得谅解。",
    "侦查人员{other}、{other2}于{day}{clock}向{name}出示工作证件和《搜查证》（{code}），在见证人{victim}的见证下对其住处进行搜查。",
    "根据《中华人民共和国刑事诉讼法》第一百一十二条、第一百一十五条之规定，决定对{victim}被{charge}一案立案侦查。",
]
QUESTIONS = [
    ("你的姓名、出生日期和住址？", "我叫{name}，{day}出生，现住{county}{street}{number}号，电话{phone}。"),
    ("你因何事被传唤到公安机关？", "因为我在{street}偷了{victim}的{goods}，我愿意如实交代。"),
    ("你把经过详细讲一遍。", "{day}{clock}左右，我和{other}从{street2}出来，看见一辆{plate}的面包车没有锁，我就拉开车门，把副驾驶座上的{goods}拿走了，后来卖了{amount}元，我分得{amount2}元。"),
    ("赃款去向如何？", "我还了欠{other}的{amount2}元，剩下的{amount3}元吃饭和上网花掉了，微信号是{account}。"),
    ("你以前是否受过刑事处罚？", "{year}年因{charge}罪被{county}人民法院判处有期徒刑一年二个月，{later}刑满释放。"),
    ("当时还有谁在场？", "还有{other}和{other2}，另外有一个叫“阿翔”的，真名我不清楚。"),
    ("以上所说是否属实？", "属实。以上笔录我看过，和我说的相符。"),
    ("你是否申请侦查人员回避？", "不申请。"),
]
LABELS = "姓名 性别 出生日期 公民身份号码 户籍所在地 现住址 工作单位 联系电话 文化程度 到案方式 案由 承办人".split()


class Words:
    """Draws words that `can_show` allows: a font or an encoding may lack rare characters (生僻字)."""

    def __init__(self, seed: str, can_show: Callable[[str], bool] = lambda _: True) -> None:
        self.random = random.Random(seed)
        self._rare = [char for char in RARE if can_show(char)]

    def name(self) -> str:
        surname = self.random.choice(SURNAMES)
        if self._rare and self.random.random() < 0.3:
            return surname + self.random.choice(self._rare)
        return surname + "".join(self.random.choices(GIVEN, k=self.random.choice((1, 2, 2))))

    def day(self) -> str:
        year, month, day = self.random.randint(2015, 2026), self.random.randint(1, 12), self.random.randint(1, 28)
        form = self.random.random()
        if form < 0.2:
            return full_width(f"{year}年{month}月{day}日")
        if form < 0.3:
            return f"{year}-{month:02}-{day:02}"
        return f"{year}年{month}月{day}日"

    def chinese_day(self) -> str:
        year = "".join(DIGITS[int(digit)] for digit in str(self.random.randint(2019, 2026)))
        return f"{year}年{chinese_number(self.random.randint(1, 12))}月{chinese_number(self.random.randint(1, 28))}日"

    def identity(self) -> str:
        number = "".join(str(self.random.randint(0, 9)) for _ in range(3))
        birth = f"{self.random.randint(1955, 2006)}{self.random.randint(1, 12):02}{self.random.randint(1, 28):02}"
        return f"{self.random.randint(110000, 659000)}{birth}{number}{self.random.choice('0123456789X')}"

    def plate(self) -> str:
        letters = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
        dot = self.random.choice(("·", "·", ""))
        return f"{self.random.choice(PLATE_PLACES)}{self.random.choice('ABCDE')}{dot}" + "".join(
            self.random.choices(letters, k=5)
        )

    def code(self) -> str:
        return f"{self.random.choice('沙永青桃临')}公（刑）{self.random.choice('立拘搜扣鉴')}字〔{self.random.randint(2019, 2026)}〕{self.random.randint(1, 999)}号"

    def amount(self) -> str:
        value = self.random.choice((self.random.randint(50, 999), self.random.randint(1000, 99999)))
        return self.random.choice((str(value), f"{value:,}.00", full_width(str(value))))

    def goods(self) -> str:
        return f"{self.random.choice(GOODS)[0]}"

    def fill(self, template: str) -> str:
        digits = lambda count: "".join(self.random.choices("0123456789", k=count))  # noqa: E731
        return template.format(
            name=self.name(), other=self.name(), other2=self.name(), victim=self.name(),
            day=self.day(), later=self.day(), year=self.random.randint(2008, 2026),
            clock=f"{self.random.randint(0, 23)}时{self.random.randint(0, 59)}分",
            county=self.random.choice(COUNTIES), street=self.random.choice(STREETS),
            street2=self.random.choice(STREETS), number=self.random.randint(1, 300),
            goods=self.goods(), amount=self.amount(), amount2=self.amount(), amount3=self.amount(),
            charge=self.random.choice(CHARGES), identity=self.identity(), plate=self.plate(),
            plate2=self.plate(), card="6228" + digits(15), code=self.code(),
            phone="1" + self.random.choice("3578") + digits(9), small=f"{self.random.uniform(80, 240):.1f}",
            account="wx_" + "".join(self.random.choices("abcdefghkmnpqrstuvwxyz0123456789", k=8)),
        )

    def statement(self) -> str:
        return self.fill(self.random.choice(STATEMENTS))

    def questions(self, count: int) -> list[tuple[str, str]]:
        """Questions of an interrogation with their answers; none twice before each was asked once."""
        asked: list[tuple[str, str]] = []
        while len(asked) < count:
            asked += self.random.sample(QUESTIONS, len(QUESTIONS))
        return [(question, self.fill(answer)) for question, answer in asked[:count]]


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def chinese_number(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else DIGITS[tens] + "十")
    return head + (DIGITS[ones] if ones else "") or DIGITS[0]
