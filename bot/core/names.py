"""The names of partners, firms and parts of a whole, as they stand behind a title."""

from __future__ import annotations

from bot.core.models import Text

_NAMES: dict[str, Text] = {
    "japan": Text("Japan", "日本", "日本"),
    "china": Text("China", "中国", "中国"),
    "united-states": Text("United States", "米国", "美国"),
    "taiwan": Text("Taiwan", "台湾", "台湾"),
    "european-union": Text("European Union", "EU", "欧盟"),
    "germany": Text("Germany", "ドイツ", "德国"),
    "south-korea": Text("South Korea", "韓国", "韩国"),
    "france": Text("France", "フランス", "法国"),
    "vietnam": Text("Vietnam", "ベトナム", "越南"),
    "malaysia": Text("Malaysia", "マレーシア", "马来西亚"),
    "india": Text("India", "インド", "印度"),
    "australia": Text("Australia", "オーストラリア", "澳大利亚"),
    "russia": Text("Russia", "ロシア", "俄罗斯"),
    "estonia": Text("Estonia", "エストニア", "爱沙尼亚"),
    "netherlands": Text("Netherlands", "オランダ", "荷兰"),
    "italy": Text("Italy", "イタリア", "意大利"),
    "brazil": Text("Brazil", "ブラジル", "巴西"),
    "kazakhstan": Text("Kazakhstan", "カザフスタン", "哈萨克斯坦"),
    "world": Text("world", "世界", "全世界"),
    "inner-mongolia": Text("Inner Mongolia", "内モンゴル", "内蒙古"),
    "okinawa": Text("Okinawa", "沖縄本島", "冲绳本岛"),
    "ishigaki": Text("Ishigaki", "石垣島", "石垣岛"),
    "toyota": Text("Toyota", "トヨタ", "丰田"),
    "honda": Text("Honda", "ホンダ", "本田"),
    "nissan": Text("Nissan", "日産", "日产"),
    "batch-1": Text("first batch", "第1回", "第一批"),
    "batch-2": Text("second batch", "第2回", "第二批"),
    "batch-3": Text("third batch", "第3回", "第三批"),
    "light": Text("light rare earths", "軽希土類", "轻稀土"),
    "heavy": Text("medium and heavy rare earths", "中重希土類", "中重稀土"),
}


def name_of(ident: str, lang: str) -> str:
    """Return the name of a partner, subject or part; of several, one after the other."""
    if ident in _NAMES:
        return _NAMES[ident].in_(lang)
    return " ".join(_NAMES[part].in_(lang) if part in _NAMES else part for part in _split_segment(ident)).replace("-", " ")


def _split_segment(ident: str) -> list[str]:
    for batch in ("batch-1", "batch-2", "batch-3"):
        if ident.endswith("-" + batch):
            return [ident.removesuffix("-" + batch), batch]
    return ident.split("+")
