"""Words around names: honorifics, titles, units of a company, and the word lists by name."""

from __future__ import annotations

from knowledge.detectors.word_lists import word_list
from knowledge.regex import regex

_FILE = "words_names.toml"

NOBODY = word_list(_FILE, "nobody")
RARE_SURNAMES = word_list(_FILE, "rare_surnames")
BIG_PLACES = word_list(_FILE, "big_places")
SINGLE_SURNAMES = word_list(_FILE, "single_surnames")
DEPARTMENTS = word_list(_FILE, "departments")
FILLERS = word_list(_FILE, "fillers")
GIVEN_IN_KANA = word_list(_FILE, "given_in_kana")
GIVEN_OR_WORD = word_list(_FILE, "given_or_word")
NOT_CALLED = word_list(_FILE, "not_called")
FAMOUS = word_list(_FILE, "famous")
PARTS_OF_BUILDINGS = word_list(_FILE, "parts_of_buildings")
SINGLE_GIVEN = word_list(_FILE, "single_given")
WORD_GROUPS = word_list(_FILE, "word_groups")

HONORIFICS = "サン(?![ァ-ヶー])|サマ(?![ァ-ヶー])|様方|様|さま|さん|氏|殿|先生|先輩|くん|君|ちゃん"

TITLES = (
    "代表取締役社長|代表取締役会長|代表取締役副社長|代表取締役|代表社員|代表理事|取締役会長|取締役社長|"
    "専務取締役|常務取締役|常務執行役員|専務執行役員|上席執行役員|執行役員|社外取締役|取締役|監査役|"
    "副社長|副会長|社長|会長|専務|常務|相談役|顧問|理事長|副理事長|理事|"
    "副本部長|本部長|副事業部長|事業部長|部長代理|副部長|部長補佐|部長|次長|課長代理|課長補佐|課長|"
    "副室長|室長|副所長|所長|副工場長|工場長|副支店長|支店長|支社長|営業所長|副店長|店長|"
    "副主任|副係長|副班長|係長|班長|組長|職長|主任|主査|主事|主幹|参事|局長|院長|園長|校長|教頭|師長|婦長|事務長|施設長|"
    "センター長|チーム長|グループ長|チームリーダー|グループリーダー|サブリーダー|リーダー|"
    "マネージャー|マネジャー|マネージャ|チーフ|ディレクター|プロデューサー|コーチ|"
    "弁護士|税理士|会計士|社労士|司法書士|行政書士|弁理士|医師|看護師|教授|准教授|博士|秘書"
)
# Titles that follow a place as easily as a person.
PLACE_TITLES = frozenset(
    {
        "所長",
        "工場長",
        "支店長",
        "支社長",
        "営業所長",
        "店長",
        "センター長",
        "副支店長",
        "副工場長",
        "副所長",
    }
)

# Units of a company. A name may follow them, and is never made of them.
UNITS = (
    "本部",
    "事業部",
    "支社",
    "支店",
    "営業所",
    "出張所",
    "工場",
    "センター",
    "グループ",
    "チーム",
    "ライン",
    "部門",
    "部",
    "課",
    "室",
    "係",
    "班",
    "局",
    "店",
    "科",
    "庁",
    "署",
    "社",
    "所",
    "会",
)

# People as they stand in forms and examples; nobody's name when the text is a form.
SAMPLE_NAMES = frozenset(
    f"{family}{given}"
    for family in (
        *("山田", "日本", "東京", "鈴木", "佐藤", "田中", "見本", "氏名", "会社", "大阪"),
        *("テスト", "サンプル", "ダミー", "仮名", "架空"),
    )
    for given in ("太郎", "花子", "一郎", "次郎", "はなこ", "たろう")
) | {"名無し", "ヤマダタロウ", "ヤマダハナコ", "やまだたろう", "やまだはなこ"}
FORM = regex("記入例|記載例|入力例|記入見本|見本|サンプル|ダミー|例[):]|架空|ひな形|雛形|テンプレ")
