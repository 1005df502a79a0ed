"""Whether a text asks about a kind of information instead of being it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.folding import fold
from knowledge.masking import PLACEHOLDER
from knowledge.mentions import UNCOVERED, mentions_in
from knowledge.question_model import features_of, load_question_model
from knowledge.regex import regex
from knowledge.verdict import Kind, Level

if TYPE_CHECKING:
    from collections.abc import Collection

    from knowledge.rulebook import Rulebook

_LONGEST_QUESTION = 140
# 「入れていい?」 in the forms people type. Folded: katakana is hiragana, letters are lower case.
_YES_OR_NO = r"(?:いい|よい|良い|(?<![a-z])ok(?![a-z])|おk|おっけー?|大丈夫|だいじょうぶ|平気|問題(?:ない|ありま|は)|可能|構わ|かまわ|よろしい|いける|許さ|せーふ|あうと|だめ|駄目|(?<![a-z])ng(?![a-z])|まずい)"
_PERMISSION = regex(
    rf"(?:ても|でも|て|で|って|のは|は|が)[^。\n]{{0,6}}(?<!たら)(?<!ば){_YES_OR_NO}"
    rf"|{_YES_OR_NO}(?:の)?(?:ですか|でしょうか|かな|なの|だっけ)?[?。]*$"
    r"|(?:のは|て|って|は|なら)?(?:どう|どうなん)(?:の)?(?:ですか|でしょう(?:か)?|かな)?[?。]*$"
    r"|あり(?:ですか|かな|なの|\?)|(?:は|って|なら)\?$|っちゃ(?:だめ|いけ)|できますか|(?:貼れ|使え|渡せ|送れ|見せられ|読ませられ|載せられ)(?:ますか|る(?:の)?(?:か|\?|かな))|(?:^|[\s,])(?:what|how) about|(?:okay|ok|alright|fine)\?$|もらえ(?:る|ます|ません)|いけますか|入れられ"
    r"|(?:can|may|could|should) (?:i|we)\b|is (?:it|this|that) (?:ok|okay|fine|safe|allowed)|allowed to"
)
_SHORT, _WORD = 32, 5
_LIKE_A_NAME, _FAMILIAR = 0.0, 0.2
# What a name for a sort of information does not have: endings of sentences, greetings, wishes.
_SENTENCE = regex(
    r"[。!！]|(?:です|ます|ました|した|ください|たい|だ|よ|ね|な|て|る|う|く|す|つ|む|ぶ|ぐ|い|ん)[?？]?$"
)
_GREETING = regex(
    r"おはよ|こんにち|こんばん|ありがと|よろしく|りょうかい|了解|承知|おつかれ|お疲れ|すみません|hello|thank|please|^(?:ok|yes|no)\b"
)
_KANA_ONLY = regex(r"[ぁ-んーa-z 　?？()（）・、]{4,}")
_PERMISSION_ALOUD = regex(r"(?:いれ|はっ)て(?:も)?(?:いい|だいじょうぶ|へいき)|はだいじょうぶ")
# How-to questions ask for help with the text itself, not for leave to enter something.
_HOW_TO = regex(
    r"(?:方法|やり方|書き方|直し方|使い方|仕方|原因|理由|意味|違い|手順|こつ|例|式|数式|案)(?:は|って)?\?$|どうやって|(?:どの|何|どこ|いつ|どれ)[^。\n?]{0,14}(?:ますか|ですか)[?。]*$|どう[ぁ-ん一-龥]{1,8}(?:ますか|ですか)|ど(?:れ|っち|ちら|の[^。]{1,6})が(?:いい|よい)|どうすれば|どうしたら|たらいい|ばいい|ばよい|何(?:です|でしょう|を見れば)|なぜ|教えて(?:ください|下さい|ほしいです|ほしい)?[。.!]*$"
)
_INTENTION = regex(
    r"[いきしちにみりぎじびえけせてねべめれ]たい(?:です|のですが|んですが|んだけど|けど)?[。?]*$|(?:貼|入れ|読ませ|読み込ませ|渡し|あっぷ|食わせ|投げ|つくらせ|させ|聞き|して)[^。\n]{0,3}(?:たい|たく|みたい)|"
    r"(?:入れ|貼り|貼っ|渡し|読ませ|見せ|上げ|あげ|使い|使っ|相談し|整理し|まとめ|送り|要約し|整え|直し|して|見て|聞き|もらい|させ)[^。\n]{0,6}(?:たい|つもり|予定|だけ|ほしい)"
)
_DESCRIPTION = regex(
    r"(?:やつ|もの|分|こと|場合)$|(?:入って|書いて|載って|含まれて|含んで|のって)(?:い)?(?:る|ます|ない|ません)|(?:名前|金額|社名)(?:入り|あり|つき|付き)|中身は|出て(?:くる|きます)|(?:残って|のこって)(?:い)?(?:る|ます)"
)
_REQUEST = regex(
    r"(?:てください|て下さい|して|作って|直して|教えて|考えて|書いて|まとめて|挙げて|出して|訳して|please|お願いします)[。.!！]*$"
)
_STATEMENT = regex(
    r"(?:です|ます|した|ください|たい|だ|である|する|ません)(?:[。.!]|$)|[うくすつぬむるぐぶ]。"
)
_INFORMATION = regex(
    r"こつ|解説|説明|標語|挨拶|様式|書式|ひな形|資料|でーた|情報|一覧|りすと|表(?!現)|写真|動画|映像|録音|音声|画像|すくしょ|すくりーんしょっと|すきゃん|めーる|文(?:書|面|章|案|言)?$|書(?:類)?$|記録|結果|番号|名前|氏名|内容|画面|ふぁいる|こーど|ろぐ|議事録|原稿|案$|図面?|名簿|めも|れぽーと|話$|数字|推移|計画|条文|文字起こし|すらいど|まにゅある|手順|履歴|明細|規程|契約|あんけーと|評価|要項"
    r"|document|data|list|file|minutes|report|screenshot|photo|recording|code|name|email|contract"
)
_CODE = regex(r"[A-Za-z_\])]\s*=\s*\S|[{};]|[A-Za-z_]\((?:\)|[\"'])|\[[\"']|::|->")
# Whoever quotes that much has pasted the text itself.
_QUOTED = regex(r"「[^」]{16,}」|\"[^\"]{24,}\"")
_NAMEABLE = frozenset({Kind.CUSTOMER, Kind.PERSON, Kind.ORG, Kind.PROJECT, Kind.PRODUCT})


def is_question(text: str, rulebook: Rulebook, found: Collection[Kind]) -> bool:
    """Whether a normalised text asks about a kind of information instead of being it.

    Args:
        text: the normalised text.
        rulebook: whose terms count as naming information.
        found: the kinds of findings in the text. Who names an amount or a number has pasted it;
            a question may well name a customer or a project.
    """
    folded = fold(text.strip())
    if not folded or len(folded) > _LONGEST_QUESTION or folded.count("\n") > 1:
        return False
    if not _NAMEABLE.issuperset(found) or PLACEHOLDER.search(text) or _CODE.search(text):
        return False
    if folded.count("。") > 2 or _HOW_TO.search(folded):
        # A question about a kind of information does not tell a story first.
        return False
    if len(folded) <= _WORD and _GREETING.search(folded):
        return False
    if _PERMISSION.search(folded) or _PERMISSION_ALOUD.search(folded):
        return True
    if found or _GREETING.search(folded):
        return False
    if _INFORMATION.search(folded) or UNCOVERED.search(folded) or mentions_in(folded, rulebook):
        return _describes(folded)
    return len(folded) <= _SHORT and _resembles_a_name(folded, text, rulebook)


def _describes(folded: str) -> bool:
    """Whether words that name information are a wish or a noun phrase, no request, no sentence."""
    if _REQUEST.search(folded) or _QUOTED.search(folded):
        return False
    if _INTENTION.search(folded) or _DESCRIPTION.search(folded):
        return True
    return len(folded) <= 60 and not _STATEMENT.search(folded)


def _resembles_a_name(folded: str, text: str, rulebook: Rulebook) -> bool:
    """Whether a short phrase that no rule knows is called like something that is not ok."""
    kana = _KANA_ONLY.fullmatch(folded) and not _STATEMENT.search(folded)
    if not kana and _SENTENCE.search(folded):
        return False
    guess = load_question_model().guess(features_of(text), frozenset(rulebook.categories))
    sure = guess.familiar >= _FAMILIAR and guess.scores[guess.level] > _LIKE_A_NAME
    return sure and guess.level is not Level.OK
