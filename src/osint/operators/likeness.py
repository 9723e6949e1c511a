"""Names that may be one party's: what two names have in common, with the reason. It merges nothing."""

from collections.abc import Callable

from osint.operators import romanised
from osint.operators.spelling import unmarked

# Letters of one character's older, newer and simplified forms, as they stand in names (Unihan's kSimplifiedVariant,
# kTraditionalVariant and kZVariant; forms that Japan's list of characters for names accepts): the first stands for all.
FORMS_OF_ONE = (
    "沢澤泽 斎齋斋 斉齊齐 辺邊邉边 広廣广 高髙 崎﨑 浜濱滨 桜櫻樱 国國 学學 会會 竜龍龙 真眞 恵惠 寿壽 栄榮荣 滝瀧 渋澁 島嶋嶌岛 桑桒 "
    "富冨 陳陈 張张 劉刘 黄黃 呉吳吴 趙赵 楊杨 許许 鄭郑 謝谢 韓韩 馮冯 馬马 羅罗 葉叶 盧卢 蔣蒋 蘇苏 鄧邓 蕭萧 鍾钟 譚谭 陸陆 賈贾 韋韦 鄒邹 "
    "網网 絡络 術术 業业 務务 東东 華华 伝傳传 数數 電电 書书 画畫 動动 楽樂乐 門门 開开 時时 雲云 創创 遠远 達达 億亿 責责 孫孙 鉄鐵铁"
)
ONE_FORM = str.maketrans({letter: each[0] for each in FORMS_OF_ONE.split() for letter in each[1:]})
ONE_KANA = {number: number - 0x60 for number in range(0x30A1, 0x30F7)}  # katakana to hiragana
# Letters of Arabic that are written for one another: alif with and without hamza, alif maqsura, ta marbuta.
ONE_LETTER = str.maketrans("أإآٱىةؤئ", "ااااي" + "هوي")

Made = Callable[[str], str]
# By the reason: what two names must have in common, made of their names without legal forms.
ALIKE: dict[str, Made] = {
    "the same name with another legal form, without one, or with it in another place": str,
    "the same name but for blanks": lambda text: text.replace(" ", ""),
    "the same words in another order": lambda text: " ".join(sorted(text.split())),
    "the same letters without their accents": unmarked,
    "the same name in the other kana": lambda text: text.translate(ONE_KANA),
    "the same name in old, new or simplified characters": lambda text: text.translate(ONE_FORM),
    "the same name with Arabic letters that are written for one another": lambda text: text.translate(
        ONE_LETTER
    ),
}


def in_latin(native: str, latin: str) -> str:
    """By which rule the second of two cores can be the first in Latin letters; empty where it cannot."""
    rule = romanised.rule(native, unmarked(latin))
    return f"one can be the other in Latin letters ({rule})" if rule else ""
