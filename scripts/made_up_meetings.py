"""Made-up chaired meetings: the words that pass the floor are made from tables, the speeches are taken from minutes.

Minutes of free talks hardly ever show a host who calls every speaker by organisation, title and name. These do: a host opens, calls,
thanks, and asks; guests greet, speak and close.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from turn_documents import GUEST, HOST, Meeting, Utterance, joined

SURNAMES = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华建国文志玉红春梅林海燕鹏飞宇晨浩然子轩雨佳欣怡思远嘉琪俊峰立新永康德胜凤云晓东雪莹宏亮光辉庆祥瑞安宁小波一鸣少卿"
PLACES = "云州 海青 青河 南川 东湖 北安 西陵 长兴 临江 平湖 明山 金水 石桥 龙泉 高阳 新安 白云 河口 双林 宁远"
# Titles, and the organisations whose people bear them.
OFFICES = (
    ("校长 副校长 老师 主任", "实验中学 第一中学 第三小学 附属小学 教育集团 职业学校"),
    ("总 总经理 董事长 总监 创始人", "科技公司 集团 资本 网络 证券 基金"),
    ("教授 老师 博士 院长", "大学 师范大学 理工大学 大学经济学院 大学新闻学院"),
    (
        "局长 处长 主任 厅长 巡视员 书记 区长 市长",
        "教育局 农业农村局 市财政局 生态环境厅 人力资源和社会保障厅 发展和改革委员会 区政府",
    ),
    ("老师 主编 记者 先生 女士", "日报社 杂志社 出版社 传媒"),
    ("律师 医生 主任 专家", "人民医院 研究院 律师事务所 中医院"),
    ("学长 学姐 同学 老师", "大学 师范大学 理工大学"),
    ("行长 副行长 主任 总", "银行 农商银行 银行分行"),
    ("委员 代表 理事长 会长 秘书长", "协会 商会 基金会 研究会"),
)
# In the tables, {c} is a person as called for short, {f} in full, {a} by surname and title, {o} the organisation, {q} a question. Alternatives stand
# between bars, an empty one among them; one that stands twice is twice as likely.
SHORT = "{a}|{a}|{a}|{a}|{a}|{a}|{n}{t}|{n}{t}|{n}|{n}同志|{s}老师"
FULL = "{a}{g}|{o}{t}{n}|{o}的{n}{t}|{o}{t}{n}同志|来自{o}的{n}|我们的{n}{t}|{o}{n}{t}"
OPENS = "大家好，|各位领导、各位来宾，大家上午好。|各位老师，大家晚上好。|各位嘉宾，大家下午好。|尊敬的各位领导、同志们，大家下午好。||好，我们开始。"
BEFORE_THANKS = "好，|好的，||||嗯，|好，好，|好的好的，|OK，||非常好，"
THANKS = (
    "谢谢{c}。|感谢{c}。|非常感谢{c}。|谢谢{c}的分享。|感谢{c}的精彩分享。|非常感谢{c}的精彩发言。|谢谢{c}的发言。|谢谢{c}给我们带来的分享。|感谢{c}。|谢谢。谢谢{c}。|谢谢{c}的观点。|"
    "刚才{c}从三个方面作了介绍。|刚才{c}从两个方面作了汇报。|刚才{c}从四个方面作了发言。|刚才{c}讲得非常好。|刚才{c}对有关工作进行了通报。|刚才{c}对下一步工作进行了解读。|{c}讲得非常好。|{c}提到了很多。|"
    "谢谢。|好。|感谢。|非常感谢。|谢谢分享。|再次感谢{c}的精彩演讲。|再次感谢{c}的精彩讲解。|{c}的发言很有启发。|{c}的分享非常精彩。|好的感谢{c}。|感谢{a}的汇报。|感谢{a}的介绍。|感谢{a}的回答。|感谢{a}的补充。"
)
LEADS = "|||那么|那|下面|接下来|接下来呢|下面我们|那么接下来|接下来我们|首先|现在|最后|下一位|然后|那下面|好，|好，接下来|我们先|我们再"
INVITES = "有请|有请|请|请|我们请|邀请|欢迎|我们有请|让我们有请|先请"
SPEAKS = "发言|分享|做交流发言|讲话|给我们分享|作报告|来谈一谈|来介绍一下|发表您的观点|给大家做分享|交流|致辞|来分享一下|来回应一下|讲一讲|来聊一聊|做总结讲话|通报有关情况|做解读"
TAILS = "|||，谢谢|，大家欢迎|，大家掌声欢迎|，有请|，欢迎|。谢谢|。大家欢迎|。{a}请|，有请{a}|，{a}有请|。好，{a}"
FORMAL = "请{c}发言。|现在请{c}发言。|下一位请{c}发言。|请{c}质询。|请{c}答复。|请{o}{a}说明。|请{o}说明。|接下来请{c}。|请{c}报告。|接着请{c}说明，谢谢。|请{c}补充说明。|先请{c}发言，时间三分钟。|先请{c}发言，时间八分钟。"
JUST_NAMES = "来，{c}。|那，{c}。|好，{c}。|第二位，{c}。|再来，{c}。"
ASKS = "想请问{c}，{q}|请问{c}，{q}|我想问一下{c}，{q}|想请教{c}，{q}|问一下{c}，{q}|我想请{c}，{q}"
TURNS_TO = (
    "{c}，您怎么看？|{c}，你怎么看这个问题？|{c}，您有什么看法？|{c}能不能给我们分享一下？|{c}先来。|{c}，你先说。|{c}谈谈你的看法。|{c}，请讲。|{c}您好，请您发言。|{c}，您对这个问题是怎么理解的呢？|"
    "{c}，您来讲讲。|{c}，您有什么要补充的吗？|{c}，您也谈谈吧。"
)
LISTENS = (
    "这个问题听听{c}的看法。|那我们来听听{c}的意见。|下面想听一下{c}的观点。|那先听{c}的分享。|下面听听{c}的建议。"
)
QUESTIONS = "您怎么看这个问题？|您有什么样的看法？|您能不能给我们介绍一下？|您是怎么做的呢？|您觉得最大的挑战是什么？|在这方面有哪些经验可以分享？|您认为应该怎么做？|您觉得未来会怎样？|您有什么建议？|您怎么理解？|是不是这样？|能不能谈谈您的感受？"
GREETS = (
    "||||||好，|好的，|嗯，|好的谢谢，|谢谢，|好的，谢谢。|谢谢主持人。|好的，谢谢主持人。|谢谢{h}。|好，谢谢{h}。|大家好，|大家好。|大家好，|各位好，|大家下午好，|大家上午好。|各位领导，各位同仁，大家下午好。|各位领导、同志们，大家好。|"
    "尊敬的各位领导、各位来宾，大家上午好。|尊敬的主持人，各位嘉宾，大家好。|主持人好，各位老师好。|各位老师，各位同学，大家晚上好。|感谢主办方的邀请。|非常荣幸参加今天的会议。|很高兴来参加今天的活动。|非常感谢有这样一个机会。|"
    "根据会议安排，我汇报如下。|下面我就这个问题汇报一下。|按照会议要求，现将有关情况报告如下。|我先来抛砖引玉。|那我先说两句。|我简单说一下。|这个问题很好。|我是觉得，|我觉得，|其实，|首先，|对，|我补充一点。|我是{o}的{n}，|"
    "刚才几位讲得都很好。|能听到吗？可以听到吧。|这个，|关于这个问题，|主席、各位委员。|主席、各位同仁。|主席、部长、各位委员，大家好。|院长、各位委员大家好，|各位委员大家好。|部长、各位先进大家好。|谢谢主席。|主席，|谢谢院长。|向各位报告，|报告主席，"
)
CLOSES = (
    "||||||谢谢。|谢谢大家。|谢谢大家。|谢谢各位。|好，谢谢大家。|好，谢谢。|我就说这么多。|我就讲到这里，谢谢大家。|我的发言完毕，谢谢。|我的汇报到此结束，谢谢大家。|以上是我的一些看法，谢谢。|以上就是我的分享。|我的分享就到这里，谢谢大家。|"
    "我就先说这么多。|以上汇报，不当之处请批评指正。|先说到这里。|就这样，谢谢。|大概就是这样。|以上，谢谢。|我先说这些，谢谢主持人。|谢谢{h}。|这是我的一点想法。|谢谢聆听。|感谢大家的聆听。|发言完毕，谢谢大家。|供大家参考，谢谢。|好，我就讲这些。|"
    "好的，谢谢大家。|对。|好。|是这样的。|时间关系我就不多说了。|以上报告。|以上说明，谢谢。|以上补充。|以上报告，敬请指教。|以上是我的意见，谢谢。|以上，敬请各位指教。|谢谢主席。|以上建议，谢谢。"
)
ROUND = "第一位是{f}，{a}给大家打个招呼。|首先是{f}，{a}给大家打个招呼。|这位是{f}，{a}给大家打个招呼。|欢迎{f}。|{f}，请您做一个自我介绍。"
ANSWERS_ROUND = "大家好。|主持人好，各位好。|大家好，很高兴参加。|大家好，我是{o}的{n}。|各位朋友大家下午好。"
SOUND_CHECK = "能听到吗？|你好，主持人。|好的，可以听见吗？|喂，大家能听到吗？"
SOUND_FINE = "可以，您请。|能听到。|可以听到，请讲。|好的，请您发言。"
FOLLOW_UP = "对。|好。|是吗？|明白。|所以您的意思是这样的，"
FOLLOWED = "|对，|是的，|我觉得|其实|没有，"
ENDS = "今天的会议就到这里，散会。|谢谢大家，再见。|今天的活动到此结束，谢谢大家。|再次感谢各位嘉宾。|"
# How a host gives the floor, and how often.
WAYS = ((0.36, "{lead}{invite}{c}{speak}{tail}。"), (0.14, "{lead}{invite}{c}{tail}。"), (0.05, "{lead}{c}。"), (0.05, JUST_NAMES), (0.2, ASKS), (0.12, TURNS_TO), (0.08, LISTENS))  # fmt: skip
GREETING = re.compile(r"^[^。！？]{0,15}(?:大家好|谢谢|感谢|好的?，)[^。！？]*[。！？]")
LENGTHS = (300, 800, 1500, 3000)


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist."""

    surname: str
    given: str
    title: str
    organization: str


def invented(dice: random.Random, office: tuple[str, str]) -> Invented:
    titles, organizations = office
    given = "".join(dice.choice(GIVEN) for _ in range(dice.choice((1, 2, 2))))
    return Invented(
        dice.choice(SURNAMES),
        given,
        dice.choice(titles.split()),
        dice.choice(PLACES.split()) + dice.choice(organizations.split()),
    )


class Words:
    """The words of one meeting, filled with its people."""

    def __init__(self, dice: random.Random, host: Invented, remarks: Sequence[str]) -> None:
        self.dice, self.host, self.remarks = dice, host, remarks

    def say(self, table: str, person: Invented, *, full: float = 0.0) -> str:
        """One alternative of a table, the person called in full that often."""
        short = self.dice.random() >= full
        called = self.named(SHORT if short else FULL, person)
        fills = {
            "c": called,
            "f": self.named(FULL, person),
            "h": self.named(SHORT, self.host),
            "q": self.pick(QUESTIONS),
        }
        parts = {"lead": LEADS, "invite": INVITES, "speak": SPEAKS, "tail": TAILS}
        filled = self.pick(table)
        for part, choices in parts.items():
            filled = filled.replace(f"{{{part}}}", self.pick(choices))
        for part, words in fills.items():
            filled = filled.replace(f"{{{part}}}", words)
        return self.naming(filled, person)

    def named(self, table: str, person: Invented) -> str:
        return self.naming(self.pick(table), person)

    def naming(self, text: str, person: Invented) -> str:
        parts = {
            "a": person.surname + person.title,
            "n": person.surname + person.given,
            "s": person.surname,
            "g": person.given,
        }
        return text.format(**parts, t=person.title, o=person.organization)

    def pick(self, table: str) -> str:
        return self.dice.choice(table.split("|"))

    def remark(self, least: int, most: int) -> str:
        return "".join(self.dice.choice(self.remarks) for _ in range(self.dice.randint(least, most)))


def made_up(dice: random.Random, speeches: Sequence[str], remarks: Sequence[str]) -> Meeting:
    """A meeting of two to seven guests.

    Args:
        dice: Where the chances come from.
        speeches: What the guests say, in order, as far as there are enough.
        remarks: Sentences in the manner of a host.
    """
    mixed, office = dice.random() < 0.4, dice.choice(OFFICES)
    guests = [invented(dice, dice.choice(OFFICES) if mixed else office) for _ in range(dice.randint(2, 7))]
    words = Words(dice, invented(dice, dice.choice(OFFICES)), remarks)
    formal, talkative, packed = dice.random() < 0.15, dice.random() < 0.35, dice.random() < 0.15
    host: list[str] = [words.pick(OPENS) + words.remark(1, 6)]
    if dice.random() < 0.35:
        host.append("今天参加会议的有" + "，".join(words.named(FULL, g) for g in guests) + "。")
    turns: list[tuple[str, str]] = []

    def passed(speaker: Invented, text: str) -> None:
        turns.append(("host", "".join(host)))
        turns.append((speaker.surname + speaker.given, text))
        host.clear()

    if dice.random() < 0.25:
        for guest in guests:
            host.append(words.say(ROUND, guest))
            passed(guest, words.say(ANSWERS_ROUND, guest))
    last = None
    rest = list(speeches)
    for guest, first in order(dice, guests):
        if not rest:
            break
        if last:
            host.append(words.say(BEFORE_THANKS, last) + words.say(THANKS, last) if dice.random() < 0.8 else "")
            host.append(words.remark(0, 3) if dice.random() < 0.6 else "")
        if packed and last and dice.random() < 0.5:
            host.clear()
        else:
            way = FORMAL if formal else dice.choices([w for _, w in WAYS], [p for p, _ in WAYS])[0]
            host.append(words.say(way, guest, full=0.8 if first else 0.25))
        if host and dice.random() < 0.06:
            passed(guest, words.pick(SOUND_CHECK))
            host.append(words.pick(SOUND_FINE))
        passed(guest, words.say(GREETS, guest) + rest.pop() + words.say(CLOSES, guest))
        if talkative and dice.random() < 0.5:
            for _ in range(dice.randint(1, 2)):
                host.append(
                    (words.remark(1, 1) if dice.random() < 0.5 else words.pick(FOLLOW_UP)) + words.pick(QUESTIONS)
                )
                passed(guest, words.pick(FOLLOWED) + (rest.pop()[: dice.randint(20, 400)] if rest else "是的。"))
        last = guest
    host.append((words.say(THANKS, last) if last else "") + words.remark(1, 4) + words.pick(ENDS))
    turns.append(("host", "".join(host)))
    return Meeting("made up", joined(Utterance(s, t, HOST if s == "host" else GUEST) for s, t in turns))


def order(dice: random.Random, guests: Sequence[Invented]) -> list[tuple[Invented, bool]]:
    """Who speaks after whom in one to three rounds, and whether it is the first round."""
    rows = []
    for number in range(dice.choice((1, 1, 2, 3))):
        round_ = dice.sample(guests, len(guests)) if dice.random() < 0.5 else guests
        rows += [(guest, number == 0) for guest in round_ if dice.random() < 0.9]
    return rows


def remarks_of(meetings: Sequence[Meeting]) -> list[str]:
    """Sentences that hosts said."""
    said = [turn.text for meeting in meetings for turn in meeting.turns if turn.role == HOST]
    return [s for text in said for s in re.findall(r"[^。！？]+[。！？]", text) if 6 <= len(s) <= 120]


def speeches_of(meetings: Sequence[Meeting]) -> list[list[str]]:
    """The long turns of each meeting that has a few of them."""
    long = ([turn.text for turn in meeting.turns if len(turn.text) >= 150] for meeting in meetings)
    return [texts for texts in long if len(texts) >= 4]


def speeches_for(dice: random.Random, sources: Sequence[Sequence[str]]) -> list[str]:
    """A dozen and more speeches for one meeting, each of neighbouring long turns."""
    found: list[str] = []
    while len(found) < 12:
        texts = dice.choice(sources)
        at = dice.randrange(len(texts))
        for row in range(at, min(len(texts), at + 24), 3):
            speech = "".join(texts[row : row + dice.choice((1, 1, 2, 3))])[: dice.choice(LENGTHS)]
            found.append(GREETING.sub("", speech) if dice.random() < 0.7 else speech)
    return found
