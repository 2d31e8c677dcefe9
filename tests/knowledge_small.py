"""A knowledge base of a handful of records, in code: the tests of answering read their expectations off this page.

The ids of the terms that stand for operations, statuses and question words are those of the real knowledge.
"""

from __future__ import annotations

from bot.core.models import (
    Basis,
    Dispute,
    Event,
    Fact,
    Knowledge,
    Observation,
    Phrasings,
    Position,
    Rank,
    Series,
    Side,
    Source,
    Status,
    Term,
    Text,
)


def small() -> Knowledge:
    """Return the small knowledge base."""
    records = (*FACTS, *EVENTS, *POSITIONS, DISPUTE)
    return Knowledge(
        sources={s.id: s for s in SOURCES},
        series={s.id: s for s in SERIES},
        records={r.id: r for r in records},
        terms={t.id: t for t in TERMS},
        digest="small",
    )


# --- sources

SOURCES = (
    Source("customs", "Customs Administration", "Exports by year", "https://example.org/customs", "2013-01-22", "official"),
    Source("ministry", "Ministry of Commerce", "Export quotas", "https://example.org/ministry", "2012-08-22", "official"),
    Source("paper", "The Daily Paper", "Exports to fall", "https://example.org/paper", "2012-10-24"),
    Source("guess", "A Trader", "What will come", "https://example.org/guess", "2012-08-02", trust="low"),
    Source("defence", "Ministry of Defence", "Scrambles", "https://example.org/defence", "2014-04-09", "official"),
    Source("foreign", "Foreign Ministry", "Questions and answers", "https://example.org/foreign"),
)

# --- terms: id, kind, English, Japanese, Chinese

_TERMS = (
    ("export", "concept", "exports, export, exported, ship, shipped, shipments", "輸出, 輸出量", "出口, 出口量"),
    ("import", "concept", "imports, import, imported", "輸入", "进口"),
    ("quota", "concept", "quota, quotas", "枠, 輸出枠", "配额, 出口配额"),
    ("price", "concept", "price, prices", "価格", "价格"),
    ("volume", "concept", "tonnes, tons, t, volume", "量, トン, 何トン", "吨, 数量, 多少吨"),
    ("share", "concept", "share, percent, percentage, %", "割合, 何%", "比例, 占比, 百分之几"),
    ("used", "concept", "used, used up, utilisation", "使用, 使い切", "用掉, 使用"),
    ("unused", "concept", "unused, left over", "未使用, 余", "未用, 剩余"),
    ("scramble", "concept", "scrambles, scramble, scrambled", "緊急発進, スクランブル", "紧急起飞"),
    ("rare-earths", "commodity", "rare earths, rare earth", "レアアース, 希土類", "稀土"),
    ("dysprosium", "commodity", "dysprosium", "ジスプロシウム", "镝"),
    ("light-rare-earths", "commodity", "light rare earths", "軽希土類", "轻稀土"),
    ("heavy-rare-earths", "commodity", "heavy rare earths", "重希土類", "重稀土"),
    ("tungsten", "commodity", "tungsten", "タングステン", "钨"),
    ("senkaku", "place", "senkaku, senkakus, senkaku islands, diaoyu, diaoyu islands, the islands, islands", "尖閣諸島, 尖閣, 釣魚島", "钓鱼岛, 尖阁诸岛"),
    ("takeshima", "place", "takeshima", "竹島", "竹岛, 独岛"),
    ("china", "actor", "china, chinese, beijing, prc", "中国", "中国"),
    ("japan", "actor", "japan, japanese, tokyo", "日本", "日本"),
    ("united-states", "actor", "united states, us, usa, america", "米国, アメリカ", "美国"),
    ("chile", "actor", "chile, chilean", "チリ", "智利"),
    ("batch-1", "segment", "first batch", "第1回", "第一批"),
    ("batch-2", "segment", "second batch", "第2回", "第二批"),
    ("batches", "segment", "batches, by batch", "回別", "分批"),
    ("light", "segment", "light", "軽", "轻"),
    ("heavy", "segment", "heavy", "重", "重"),
    ("forecast", "status", "forecast, expected, predicted", "予測, 予想", "预测, 预计"),
    ("actual", "status", "actual, actually, really", "実際", "实际"),
    ("highest", "operation", "highest, peak, most, record", "最高, 最多, 一番多い, 一番多かった", "最高, 最多"),
    ("lowest", "operation", "lowest, least", "最低, 最少", "最低, 最少"),
    ("average", "operation", "average, mean", "平均", "平均"),
    ("total", "operation", "total, combined, altogether", "合計", "合计, 加起来"),
    ("change", "operation", "change, rise, rose, fall, fell, drop, dropped, grew, up or down, decline", "変化, 増えた, 減った", "变化, 增加, 减少, 下降"),
    ("compare", "operation", "compare, compared, vs, versus, than", "比較, 比べて, 比べ", "比较, 相比"),
    ("trend", "operation", "trend, over time, by year, each year", "推移, 年別", "趋势, 历年, 走势"),
    ("latest", "operation", "latest, newest, current, now", "最新", "最新, 目前"),
    ("first", "operation", "first ever, earliest, since when", "最初", "最早"),
    ("exceed", "operation", "exceed, exceeded, more than its quota", "超え, 超過", "超过, 超出"),
    ("rivals", "operation", "sources differ, which figure, other figures, other sources", "食い違, どれが正しい", "不一致, 哪个数字"),
    ("asof", "operation", "as of, back in", "時点", "截至, 当时"),
    ("purchase", "action", "buy, bought, purchase, purchased", "購入, 買った", "购买, 买"),
    ("sell", "action", "sell, sold, sale", "売った, 売却", "卖, 出售"),
    ("collision", "action", "collision, collide, collided", "衝突", "相撞, 撞船"),
    ("claim", "action", "claim, claims, say, says, position", "主張, 立場, 何と言って", "主张, 立场, 怎么说"),
    ("own", "action", "own, owns, belong, belongs, ownership, whose", "誰のもの, 所有", "属于谁, 归谁"),
    ("why", "action", "why, reason, cause", "なぜ, 理由", "为什么, 原因"),
    ("when", "asks", "when, what date", "いつ", "什么时候, 何时"),
    ("who", "asks", "who", "誰", "谁"),
    ("filler", "filler", "figure, figures, number, tell me, show, year", "教えて, 数字", "数字, 是多少"),
    ("chatter", "chatter", "hi, hello, hey, thanks, thank you, please, lol, ok, how are you", "こんにちは, ありがとう, お願い", "你好, 谢谢, 请问"),
)  # fmt: skip
_UNCOVERED = frozenset({"tungsten", "takeshima", "chile"})


def _term(ident: str, kind: str, en: str, ja: str, zh: str) -> Term:
    english, japanese, chinese = ([w.strip() for w in words.split(",")] for words in (en, ja, zh))
    label = Text(ident.replace("-", " ").title() if kind in ("actor", "place") else english[0], japanese[0], chinese[0])
    return Term(ident, kind, label, tuple(english), tuple(japanese), tuple(chinese), ident not in _UNCOVERED)


TERMS = tuple(_term(*row) for row in _TERMS)

# --- series


def o(  # noqa: PLR0913 - a figure has many sides
    ident: str,
    period: str,
    value: float | tuple[float, float],
    source: str,
    *,
    status: Status = "actual",
    rank: Rank = "normal",
    as_of: str | None = None,
    partner: str | None = None,
    segment: str | None = None,
    basis: str | None = None,
    reason: str | None = None,
) -> Observation:
    """Return an observation; a pair as *value* is a range."""
    low, high = value if isinstance(value, tuple) else (None, None)
    single = None if isinstance(value, tuple) else float(value)
    return Observation(
        ident, period, source, value=single, low=low, high=high, partner=partner, segment=segment, basis=basis, status=status, as_of=as_of,
        rank=rank, reason=reason,
    )  # fmt: skip


CUSTOMS = Basis("customs", Text("customs, gross weight", "通関統計、総重量", "海关统计、毛重"), "gross")
WIDE = Basis("wide", Text("with products", "製品を含む", "含制品"))
QUOTA = Basis("quota", Text("quota, gross weight", "枠、総重量", "配额、毛重"), "gross")

EXPORTS = Series(
    id="export-volume",
    title=Text("China's rare earth exports", "中国のレアアース輸出量", "中国稀土出口量"),
    definition=Text("Rare earths that left China, as counted by its customs."),
    unit="t",
    basis="customs",
    bases=(CUSTOMS, WIDE),
    publisher="Customs Administration",
    frequency="year",
    topics=("exports",),
    subject="china",
    commodity="rare-earths",
    total="sum",
    next_due="2014-01-22",
    where="annual table",
    needs=(("export",),),
    helps=("volume",),
    ask=Phrasings(("how much did china export", "chinese rare earth exports"), ("中国のレアアース輸出量は",), ("中国出口了多少稀土",)),
    observations=(
        o("e/2008", "2008", 34600, "paper", basis="wide", as_of="2009-02"),
        o("e/2009", "2009", 43918, "customs", as_of="2010-01-20", rank="preferred"),
        o("e/2010", "2010", 39813, "customs", as_of="2011-01-20", rank="preferred"),
        o("e/2011", "2011", 16861, "customs", as_of="2012-01-20", rank="preferred"),
        o("e/2011-wrong", "2011", 24000, "guess", as_of="2012-02", rank="deprecated", reason="It counts magnets too."),
        o("e/2012", "2012", 16265, "customs", as_of="2013-01-22", rank="preferred"),
        o("e/2012-rival", "2012", 16500, "paper", as_of="2013-01-23"),
        o("e/2012-august", "2012", 10000, "guess", status="forecast", as_of="2012-08-02"),
        o("e/2012-october", "2012", (12000, 13000), "paper", status="forecast", as_of="2012-10-24"),
        o("e/2012-h1", "2012-H1", 9250, "customs", as_of="2012-07-20"),
        o("e/2012-9m", "2012-01/2012-09", 12349, "customs", as_of="2012-10-22"),
        o("e/2013", "2013", 22000, "guess", status="forecast", as_of="2013-01-30"),
        o("e/2010-jp", "2010", 28400, "customs", partner="japan", as_of="2011-01-20"),
        o("e/2011-jp", "2011", 15378, "customs", partner="japan", as_of="2012-01-20"),
        o("e/2011-us", "2011", 4200, "customs", partner="united-states", as_of="2012-01-20"),
    ),
)  # fmt: skip

QUOTAS = Series(
    id="export-quota",
    title=Text("China's rare earth export quota", "中国のレアアース輸出枠", "中国稀土出口配额"),
    definition=Text("Rare earths that China allowed to be exported in a year."),
    unit="t",
    basis="quota",
    bases=(QUOTA,),
    publisher="Ministry of Commerce",
    frequency="year",
    topics=("quota",),
    subject="china",
    commodity="rare-earths",
    total="sum",
    needs=(("quota",),),
    helps=("export", "volume"),
    ask=Phrasings(("what was the export quota", "how large was china's quota"), ("輸出枠はいくつ",), ("出口配额是多少",)),
    observations=(
        o("q/2010", "2010", 30258, "ministry", as_of="2010-07-08"),
        o("q/2011", "2011", 30246, "ministry", as_of="2011-07-14"),
        o("q/2012", "2012", 30996, "ministry", as_of="2012-08-22"),
        o("q/2012-1", "2012", 21226, "ministry", segment="batch-1", as_of="2012-05-17"),
        o("q/2012-2", "2012", 9770, "ministry", segment="batch-2", as_of="2012-08-22"),
        o("q/2011-light", "2011", 26086, "ministry", segment="light", as_of="2011-07-14"),
        o("q/2011-heavy", "2011", 4160, "ministry", segment="heavy", as_of="2011-07-14"),
    ),
)  # fmt: skip

PRICES = Series(
    id="dysprosium-price",
    title=Text("Price of dysprosium oxide", "酸化ジスプロシウムの価格", "氧化镝价格"),
    definition=Text("Price of a kilogram outside China."),
    unit="USD/kg",
    basis="fob",
    bases=(Basis("fob", Text("free on board", "FOB", "离岸价")),),
    publisher="The Daily Paper",
    frequency="year",
    topics=("prices",),
    commodity="dysprosium",
    needs=(("price",),),
    observations=(o("p/2010", "2010", 231.6, "paper"), o("p/2011", "2011", 1449.8, "paper"), o("p/2012", "2012", 1035.6, "paper")),
)  # fmt: skip

SCRAMBLES = Series(
    id="scrambles",
    title=Text("Japanese scrambles against Chinese aircraft", "中国機に対する緊急発進", "日本对中国飞机的紧急起飞"),
    definition=Text("Take-offs of Japanese fighters in a fiscal year."),
    unit="scrambles",
    basis="ministry",
    bases=(Basis("ministry", Text("ministry count", "省の集計", "防卫省统计")),),
    publisher="Ministry of Defence",
    frequency="year",
    topics=("islands",),
    subject="japan",
    partner="china",
    total="sum",
    needs=(("scramble",),),
    observations=tuple(o(f"s/{y}", f"FY{y}", n, "defence", as_of=f"{y + 1}-04-09", partner="china") for y, n in ((2010, 96), (2011, 156), (2012, 306), (2013, 415))),
)  # fmt: skip

SERIES = (EXPORTS, QUOTAS, PRICES, SCRAMBLES)

# --- prose

FACTS = (
    Fact(
        id="why-exports-fell",
        title=Text("Why exports fell in 2012", "2012年に輸出が減った理由", "2012年出口为何下降"),
        answer=Text("Demand was weak and prices had fallen.", "需要が弱く、価格が下がったためです。", "原因是需求疲软、价格下跌。"),
        sources=("customs",),
        topics=("exports",),
        as_of="2013-01",
        ask=Phrasings(
            ("why did exports fall in 2012", "reason for the drop in exports in 2012", "cause of the export decline"),
            ("なぜ2012年に輸出は減った", "輸出減少の理由"),
            ("2012年出口为什么下降", "出口减少的原因"),
        ),
        must_not=("why did imports fall in 2012",),
    ),
    Fact(
        id="never-sold",
        title=Text("Japan has not sold the islands", "日本は尖閣諸島を売っていない", "日本没有出售钓鱼岛"),
        answer=Text("No sale to China is on record; in 2012 Japan's government bought three of the islands from their owner."),
        sources=("foreign",),
        topics=("islands",),
        as_of="2012-09",
        ask=Phrasings(("when did japan sell the islands to china", "how much did china pay japan for the islands", "were the islands sold to china")),
    ),
)  # fmt: skip
EVENTS = (
    Event(
        id="collision-2010",
        date="2010-09-07",
        title=Text("A trawler collides with two patrol ships", "漁船が巡視船2隻に衝突", "渔船与两艘巡逻船相撞"),
        answer=Text("A Chinese trawler collided with two Japanese patrol ships near the Senkaku/Diaoyu Islands."),
        sources=("foreign",),
        topics=("islands",),
        ask=Phrasings(("when was the trawler collision", "what happened on 7 september 2010", "the boat collision near the islands"), ("漁船衝突はいつ",), ("撞船事件是什么时候",)),
    ),
    Event(
        id="purchase-2012",
        date="2012-09-11",
        title=Text("Japan buys three of the islands", "日本が尖閣3島を購入", "日本购买钓鱼岛三岛"),
        answer=Text("Japan's government bought three of the Senkaku/Diaoyu Islands from their owner for 2.05 billion yen."),
        sources=("foreign", "paper"),
        topics=("islands",),
        ask=Phrasings(("when did japan buy the islands", "japan's purchase of the islands", "who bought the islands in 2012"), ("日本はいつ尖閣を購入した",), ("日本什么时候购买钓鱼岛",)),
    ),
)  # fmt: skip


def _position(actor: str, name: str) -> Position:
    return Position(
        id=f"position-{actor}",
        actor=actor,
        topic="sovereignty",
        title=Text(f"{name}'s position on the islands"),
        answer=Text(f"{name} says that the Senkaku/Diaoyu Islands are its inherent territory."),
        sources=("foreign",),
        topics=("islands",),
        ask=Phrasings(
            (f"what does {actor} say about the islands", f"{actor}'s claim to the islands", f"does {actor} claim the islands")
        ),
    )


POSITIONS = (_position("japan", "Japan"), _position("china", "China"))
DISPUTE = Dispute(
    id="ownership",
    title=Text("Whose are the islands?", "尖閣諸島は誰のもの", "钓鱼岛属于谁"),
    answer=Text(
        "Japan and China both claim them: Japan administers them, China says that they were taken from it. This bot gives no verdict."
    ),
    sources=("foreign", "paper"),
    topics=("islands",),
    sides=(Side(claim=Text("Japan: inherent territory")), Side(claim=Text("China: inherent territory"))),
    ask=Phrasings(
        ("who owns the islands", "whose are the islands", "to whom do the islands belong"),
        ("尖閣諸島は誰のもの",),
        ("钓鱼岛属于谁",),
    ),
)
