"""Write knowledge/gazetteer.yaml: the countries, elements, commodities and units of the world, in three languages.

Country names come from the Unicode CLDR through Babel; the rest stands below. The bot needs them to notice that a
question is about something else (tungsten, Chile), so nothing here is a claim about anything.

    python tools/gazetteer.py > knowledge/gazetteer.yaml
"""

from __future__ import annotations

import json
import sys

from babel import Locale

# ISO code: the id under which the knowledge already speaks of it.
KNOWN = {"CN": "china", "JP": "japan", "TW": "taiwan", "US": "united-states", "EU": "european-union"}
# Adjectives, abbreviations and other words that CLDR does not carry.
MORE = {
    "CN": "chinese;prc;beijing;mainland china;zhongguo|中;中共;北京;中国側;中国人;対中|中方;对华;中共;北京;大陆;中国政府;我国",
    "JP": "japanese;tokyo;nippon|日;日本側;対日;日本人;東京;わが国|日方;日;东京;日本政府;对日;输日;销日;赴日本",
    "TW": "taiwanese;roc;republic of china;taipei|台;台湾側;台北|台;台方;台北;中华民国;对台;输台",
    "US": "american;stateside;the states;us;u.s.;usa;united states of america;america;washington;americans;uncle sam|アメリカ;米;米国;米側;対米;ワシントン|美;美国;美方;对美;输美;销美;赴美;华盛顿;美利坚",
    "EU": "european;eu;brussels;europe|EU;欧州;欧州連合;ヨーロッパ;対欧|欧盟;欧洲;欧;对欧;输欧;销欧",
    "DE": "german;germany|独;独逸;対独|德;对德;输德", "FR": "french|仏|法;对法;输法", "GB": "british;uk;britain;england;english|イギリス;英国;英|英国;英",
    "RU": "russian;moscow;ussr;soviet|ロシア;露;ソ連|俄罗斯;俄国;俄;对俄;输俄;苏联", "KR": "south korean;korea;korean;korean republic;s korea;s. korea;rok;seoul|韓国;韓;対韓|韩国;韩;南韩;对韩;输韩", "KP": "north korean;north korea;dprk|北朝鮮|朝鲜;北韩",
    "IN": "indian;new delhi|印;インド|印度;对印;输印", "VN": "vietnamese;vietnam;viet nam;hanoi|ベトナム;越南|越南;越;对越;输越", "AU": "australian;aussie;canberra|豪州;豪;オーストラリア|澳洲;澳大利亚;澳", "MY": "malaysian|マレーシア|马来西亚;大马",
    "MM": "burmese;burma;myanmar|ミャンマー;ビルマ|缅甸", "TH": "thai|タイ|泰国", "ID": "indonesian|インドネシア|印尼;印度尼西亚", "PH": "philippine;filipino;philippines;manila|フィリピン;比|菲律宾;菲",
    "BR": "brazilian|ブラジル|巴西", "CA": "canadian|カナダ|加拿大", "MX": "mexican|メキシコ|墨西哥", "CL": "chilean|チリ|智利", "AR": "argentine;argentinian|アルゼンチン|阿根廷", "KZ": "kazakh;kazakhstani|カザフスタン|哈萨克斯坦;哈萨克",
    "EE": "estonian|エストニア|爱沙尼亚", "NL": "dutch;holland;netherlands|オランダ;蘭|荷兰", "IT": "italian|イタリア;伊|意大利;义大利", "ES": "spanish|スペイン|西班牙", "SE": "swedish|スウェーデン|瑞典", "NO": "norwegian|ノルウェー|挪威",
    "GL": "greenlandic|グリーンランド|格陵兰", "ZA": "south african|南アフリカ|南非", "UA": "ukrainian|ウクライナ|乌克兰", "TR": "turkish;turkey;turkiye|トルコ|土耳其", "MN": "mongolian;mongolia|モンゴル|蒙古",
    "LA": "laos;laotian|ラオス|老挝", "CD": "congo;congolese;drc|コンゴ|刚果", "CH": "swiss|スイス|瑞士", "AT": "austrian|オーストリア|奥地利", "BE": "belgian|ベルギー|比利时", "PL": "polish|ポーランド|波兰", "HK": "hong kong;hongkong|香港|香港",
    "SG": "singaporean|シンガポール|新加坡", "NZ": "new zealander|ニュージーランド|新西兰", "SA": "saudi|サウジ|沙特", "IL": "israeli|イスラエル|以色列", "IR": "iranian|イラン|伊朗", "EG": "egyptian|エジプト|埃及", "NG": "nigerian|ナイジェリア|尼日利亚",
    "TZ": "tanzanian|タンザニア|坦桑尼亚", "MW": "malawian|マラウイ|马拉维", "BI": "burundian|ブルンジ|布隆迪", "MG": "malagasy|マダガスカル|马达加斯加",
}  # fmt: skip
SKIP = {"Ascension Island", "Outlying Oceania", "Pseudo-Accents", "Pseudo-Bidi", "Eurozone", "Unknown Region", "Sark"}
# Words of everyday speech that are also the name of a country in one of the languages.
AMBIGUOUS = {
    "タイ",
    "チャド",
    "トーゴ",
    "マリ",
    "キューバ砂",
    "turkey",
    "georgia",
    "jordan",
    "chad",
    "guinea",
    "mali",
    "oman",
    "中",
    "日",
    "米",
    "比",
    "伊",
    "独",
    "印",
    "露",
    "豪",
    "英",
    "法",
    "德",
    "台",
    "美",
    "俄",
    "韩",
    "越",
    "菲",
    "澳",
    "欧",
    "蘭",
    "韓",
    "仏",
}
KEEP_SHORT = {"us", "eu", "uk", "EU", "u.s."}

# Symbols that are no English word, abbreviation or country.
SYMBOLS = {"Dy", "Tb", "Nd", "Gd", "Lu", "Yb"}
ELEMENTS = """
scandium Sc スカンジウム 钪|yttrium Y イットリウム 钇|lanthanum La ランタン 镧|cerium Ce セリウム 铈|praseodymium Pr プラセオジム 镨|neodymium Nd ネオジム,ネオジウム 钕
promethium Pm プロメチウム 钷|samarium Sm サマリウム 钐|europium Eu ユウロピウム,ユーロピウム 铕|gadolinium Gd ガドリニウム 钆|terbium Tb テルビウム 铽|dysprosium Dy ジスプロシウム,ディスプロシウム 镝
holmium Ho ホルミウム 钬|erbium Er エルビウム 铒|thulium Tm ツリウム 铥|ytterbium Yb イッテルビウム 镱|lutetium Lu ルテチウム 镥
tungsten - タングステン 钨|antimony - アンチモン 锑|gallium - ガリウム 镓|germanium - ゲルマニウム 锗|indium - インジウム 铟|graphite - 黒鉛,グラファイト 石墨|lithium - リチウム 锂|cobalt - コバルト 钴
nickel - ニッケル 镍|copper - 銅 铜|iron - 鉄 铁|zinc - 亜鉛 锌|lead-metal - 鉛 铅|tin - スズ,錫 锡|aluminium,aluminum - アルミニウム,アルミ 铝|magnesium - マグネシウム 镁|manganese - マンガン 锰|molybdenum - モリブデン 钼
vanadium - バナジウム 钒|titanium - チタン 钛|chromium,chrome - クロム 铬|tantalum - タンタル 钽|niobium - ニオブ 铌|zirconium - ジルコニウム 锆|hafnium - ハフニウム 铪|beryllium - ベリリウム 铍|bismuth - ビスマス 铋
tellurium - テルル 碲|selenium - セレン 硒|rhenium - レニウム 铼|platinum - プラチナ,白金 铂|palladium - パラジウム 钯|rhodium - ロジウム 铑|gold - 金,ゴールド 黄金|silver - 銀 白银|uranium - ウラン 铀|thorium - トリウム 钍
silicon,polysilicon - シリコン,ケイ素 硅,多晶硅|mercury - 水銀 汞|strontium - ストロンチウム 锶|barium - バリウム 钡|fluorspar - 蛍石 萤石|phosphate,phosphorus - リン,燐 磷|potash - カリ 钾肥|sulphur,sulfur - 硫黄 硫磺|boron - ホウ素 硼|helium - ヘリウム 氦|diamond,diamonds - ダイヤモンド 钻石,金刚石
"""
COMMODITIES = """
coal - 石炭 煤炭,煤|coke,coking coal - コークス 焦炭|crude oil - 原油 原油|steel - 鉄鋼,鋼材 钢铁,钢材|iron ore - 鉄鉱石 铁矿石|bauxite - ボーキサイト 铝土矿|cement - セメント 水泥|rice - コメ,米 大米|wheat - 小麦 小麦|corn,maize - トウモロコシ 玉米
soybean,soybeans,soy - 大豆 大豆|cotton - 綿花 棉花|sugar - 砂糖 食糖,白糖|pork - 豚肉 猪肉|beef - 牛肉 牛肉|seafood - 水産物,海産物 水产品,海产品|tea - お茶,茶 茶叶|coffee - コーヒー 咖啡|silk - 絹 丝绸|tobacco - たばこ 烟草|timber,wood - 木材 木材
rubber - ゴム 橡胶|fertiliser,fertilizer - 肥料 化肥|semiconductor,semiconductors,chips - 半導体 半导体,芯片|solar panel,solar panels - 太陽光パネル 光伏|battery,batteries - 電池,バッテリー 电池|electric vehicle,electric vehicles,evs - EV,電気自動車 电动车|smartphone,smartphones,phones - スマホ 手机
textile,textiles,clothing - 繊維 纺织品|toy,toys - おもちゃ 玩具|ship,shipbuilding - 造船 造船|ferrite,ferrite magnets,ferrite magnet - フェライト,フェライト磁石 铁氧体|alnico - アルニコ 铝镍钴|lng,liquefied natural gas - LNG 液化天然气|scrap metal,scrap - スクラップ 废料
"""
UNITS = "barrels|pounds,lb,lbs|ounces,oz|litres,liters|gallons|carats|containers,teu|cubic metres,cubic meters|hectares,ha|acres|miles|feet,ft"


def _split(row: str) -> tuple[list[str], str, list[str], list[str]]:
    names, symbol, ja, zh = row.rsplit(" ", 3)
    return names.split(","), symbol, ja.split(","), zh.split(",")


def _term(ident: str, kind: str, en: list[str], ja: list[str], zh: list[str]) -> dict[str, object]:
    label = {"en": en[0].removesuffix("-metal"), **({"ja": ja[0]} if ja else {}), **({"zh": zh[0]} if zh else {})}
    return {"id": ident, "kind": kind, "label": label, "en": en, "ja": ja, "zh": zh}


def countries() -> list[dict[str, object]]:
    """Return every territory of CLDR that is a country or is traded with, with its names."""
    en, ja, zh = (Locale(code).territories for code in ("en", "ja", "zh"))
    terms = []
    for code, name in sorted(en.items()):
        if not code.isalpha() or len(code) != 2 or name in SKIP:
            continue
        extra = [part.split(";") for part in MORE.get(code, "||").split("|")]
        plain = name.split(" (")[0].replace("&", "and").lower()
        names = [
            list(dict.fromkeys(n for n in group if n and (n not in AMBIGUOUS or n in KEEP_SHORT)))
            for group in ([plain, *extra[0]], [ja.get(code, ""), *extra[1]], [zh.get(code, ""), *extra[2]])
        ]
        if names[0]:
            term = _term(KNOWN.get(code, plain.replace(" ", "-").replace(".", "")), "actor", *names)
            term["label"] = {"en": name.split(" (")[0], "ja": ja.get(code, name), "zh": zh.get(code, name)}
            terms.append(term)
    return terms


def commodities() -> list[dict[str, object]]:
    """Return the elements and goods that people confuse with, or ask beside, rare earths."""
    terms = []
    for block in (ELEMENTS, COMMODITIES):
        for row in "|".join(block.strip().splitlines()).split("|"):
            en, symbol, ja, zh = _split(row)
            ident = en[0].replace(" ", "-")
            words = [w.removesuffix("-metal") for w in en if not w.endswith("-metal")]
            words += [symbol.lower()] if symbol in SYMBOLS else []
            if words:
                terms.append(_term(ident, "commodity", words, [w for w in ja if len(w) > 1], zh))
    return terms


def units() -> list[dict[str, object]]:
    """Return units in which no figure of ours is counted."""
    return [_term("unit-" + row.split(",")[0].replace(" ", "-"), "unit", row.split(","), [], []) for row in UNITS.split("|")]


def main() -> None:
    """Print the gazetteer, one term a line."""
    out = sys.stdout
    out.write("# yaml-language-server: $schema=schema/terms.json\n# Generated by tools/gazetteer.py; change it there.\n")
    seen: set[object] = set()
    for term in [*countries(), *commodities(), *units()]:
        if term["id"] not in seen:
            seen.add(term["id"])
            out.write("- " + json.dumps(term, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
