"""Whether a text asks about a kind of information instead of being it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.folding import fold
from knowledge.kana_words import in_kanji
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
    r"|あり(?:ですか|かな|なの|\?)|(?:は|って|なら)\?$|っちゃ(?:だめ|いけ)|できますか|(?:貼れ|使え|渡せ|送れ|見せられ|読ませられ|載せられ)(?:ますか|る(?:の)?(?:か|\?|かな))|(?:^|[\s,])(?:what|how) about|(?:okay|ok|alright|fine)\?$|もらえ(?:る|ます|ません)(?=か|の?(?:\?|か)|よね|$)|いけますか|入れられ"
    r"|(?:can|may|could|should) (?:i|we)\b|^(?:is|are) (?:our|my|the|an?|this|that) [^.?\n]{1,60}(?<![a-z])(?:ok|okay|fine|safe|allowed|alright)(?![a-z])|is (?:it|this|that) (?:ok|okay|fine|safe|allowed)|allowed to"
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
    r"(?:方法|やり方|書き方|直し方|使い方|仕方|原因|理由|意味|違い|手順|こつ|例|式|数式|案)(?:は|って)?\?$|どうやって|(?:どの|何|どこ|いつ|どれ)[^。\n?]{0,14}(?:ますか|ですか)[?。]*$|どう(?!なん|です)[ぁ-ん一-龥]{1,8}(?:ますか|ですか)|ど(?:れ|っち|ちら|の[^。]{1,6})が(?:いい|よい)|どうすれば|どうしたら|たらいい|ばいい|ばよい|何(?:です|でしょう|を見れば)|なぜ|(?:方法|やり方|書き方|直し方|使い方|求め方|仕方|手順|こつ|数?式)を?教えて|教えて(?:ください|下さい|ほしいです|ほしい)?[。.!]*$"
)
# Whoever speaks of entering, showing or hiding asks for leave, however general the rest sounds.
_ENTERING = regex(
    r"入れ(?!ず)|いれ(?:て|る|た)|入力|(?<!ぎ)貼|はって|こぴぺ|ぺーすと|ぺたっと|読ませ|読み込|よませ|食わせ|投げ|あっぷ|流し込|渡し?|送(?:る|っ|れ)|見せ|載せ|使わせ|扱い|ちゃっと|えーあい|(?<![a-z])(?:ai|gpt|chatgpt|paste|upload|share|enter)(?![a-z])"
    r"|伏せ|消[しせす]|隠|まま|そのまま|黒塗り|抜[いけ]|書いて(?:あ|い)|入って|載って|出て(?:い|る|く)|名前(?:入り|つき|付き|あり)"
)
_WORK_ASKED = regex(
    r"(?:て|で)(?:もら|いただ|くれ|くださ|ほし|欲し)[^。\n]{0,6}(?:ますか|ませんか|る\?|ない\?)"
)
# Words and things spoken about: what they mean, where they come from, how they differ.
_CONCEPT = regex(
    r"(?:と?いう|って(?:いう)?)(?:言葉|ことば|語|表現|漢字|名字|苗字|名前|敬語|ことわざ|慣用句|言い方|用語|制度|仕組み|しくみ|考え方|映画|漫画|小説|曲|歌|番組|どらま|げーむ|地名|駅|言い回し|習慣|文化|資格|法律|手法|指標)"
    r"|(?:違い|使い分け|由来|語源|意味|歴史|種類|仕組み|しくみ|要件|定義|読み方|数え方|書き順|あらすじ|起源|概念|利点|長所|短所|めりっと|でめりっと|特徴|見分け方|選び方|覚え方|考え方|言い換え|対義語|類義語|英訳|英語表記)(?:を|は|って|が|や|と|に(?:ついて)?|の|$|[?。、])"
    r"|とは(?:何|なに|$|[?。、]|どう)|(?:例文|練習問題|くいず|なぞなぞ|雑談|小話|童話|ぱずる|しりとり|たとえ(?:話|て))"
)
# Asked of the world, not for leave: 何・いつ・なぜ, and whether something is so in general.
# To be taught how something is done or read gives nothing away.
_LEARNING = regex(
    r"(?:見方|読み方|書き方|作り方|進め方|使い方|直し方|断り方|考え方|心構え|心得|基本|基礎|こつ|しくみ|仕組み|流れ|まなー|意味)(?:を|は|って|について|だけ)?[^。、\n]{0,4}(?:教わ(?:る|り)|教えてもら|聞く|聞き|知りた|学(?:ぶ|び)|習(?:う|い)|勉強)"
    r"|(?:ask|learn|know) (?:about )?how to (?:write|use|make|read|say)\b"
)
_FACT_ASKED = regex(
    r"(?:何|なぜ|誰|(?<![ーんっ])(?:なに|どうして|いつ|どこ|どちら|だれ|どの|どれ|どん|いくら|いくつ|どう(?!です|でしょ|かな|なの|なん|いう|すれば)))[^。\n?]{0,24}(?:ですか|ますか|のですか|でしょうか|のか|なの|でしたか|ましたか|の\?|る\?|い\?|た\?)[?。]*$"
    r"|(?:何|なに|なぜ|いつ|どこ|だれ|誰|いくら|いくつ|どちら|どっち|何[一-龥]{1,3})\?+$"
    r"|(?:失礼|必要|正しい|自然|同じ|本当|義務|有効|可能性|得意|左利き|有名|多い|少ない|高い|安い|早い|違法|常識)(?:に|が)?(?:なり|あり)?(?:ません|ます|です|でしょう|なの|の)か[?。]*$"
    r"|(?:使われて|言われて|知られて|違って|変わって)(?:い)?(?:ます|る|ません)(?:の)?か?[?。]*$|(?:いり|要り|かかり|変わり|違い|なり|あり|分かり)(?:ます|ません)か[?。]*$"
    r"|一緒に使え(?:ます|る)か?[?。]*$|^(?:what|why|when|how|who|which|where)(?:'s| is| are| does| do| did| was| many| much| long)\b"
)
_INTENTION = regex(
    r"(?:を|も)(?:[^。、\n]{0,8}に)?(?:あっぷ(?:ろーど)?する|読み込ませる|読ませる)(?:の|のは)?[。?]*$|[いきしちにみりぎじびえけせてねべめれ]たい(?:です|のですが|んですが|んだけど|けど)?[。?]*$|(?:貼|入れ|読ませ|読み込ませ|渡し|あっぷ|食わせ|投げ|つくらせ|させ|聞き|して)[^。\n]{0,3}(?:たい|たく|みたい)|"
    r"(?:入れ|貼り|貼っ|渡し|読ませ|見せ|上げ|あげ|使い|使っ|相談し|整理し|まとめ|送り|要約し|整え|直し|して|見て|聞き|もらい|させ)[^。\n]{0,6}(?:たい|つもり|予定|だけ|ほしい)"
)
_DESCRIPTION = regex(
    r"(?:やつ|もの|分|こと|場合)$|(?:入って|書いて|載って|含まれて|含んで|のって|並んで|混ざって|書かれて|記載されて)(?:い|あ)?(?:る|ます|ない|ません|り(?:ます|ません))|(?:消し|伏せ|抜き|隠し|外し|削り|黒塗りにし|●にし)ます[。]?$|(?:消し|伏せ|抜い|隠し|外し|削っ)て(?:あり|い|おき)ます[。]?$|(?:消し|伏せ|抜き|隠し|外し|削り)ました[。]?$|(?:残し|付け|入れ)たまま(?:です)?[。]?$|(?:資料|でーた|一覧|名簿|めも|りすと|書類|報告書|議事録|ふぁいる|図面|集計)です[。]?$|(?:名前|金額|社名)(?:入り|あり|つき|付き)|中身は|出て(?:くる|きます)|(?:残って|のこって)(?:い)?(?:る|ます)|名前[^。、]{0,4}残った|出てき(?:ません|ない)[。]?$"
)
_REQUEST = regex(
    r"(?:てください|て下さい|して|作って|直して|教えて|考えて|書いて|まとめて|挙げて|出して|訳して|please|お願いします|ください)[。.!！]*$"
    r"|(?:文|文章|文面|文案|英文|例文|案|一言|言葉|台本|挨拶|標語|見出し|題|答え|手順|一覧)(?:を(?:[0-9一二三四五六七八九十]{1,2}[つ個案本]?)?|が(?:ほしい|欲しい)(?:です)?)[。.!！]*$"
    r"|[0-9一二三四五六七八九十百]+(?:字|文字|行|文|案|点|つ|個|本|問|語|分|枚|項目)(?:以内|程度|くらい|ぐらい|ほど|前後)?(?:で|に(?!つい))(?:お願い)?[。.!！]*$"
)
_STATEMENT = regex(
    r"(?:です|ます|した|(?<=[いえきけせちてなにねびみめりれっ])た|ください|たい|だ|である|する|ません)(?:[。.!(]|$)|[うくすつぬむるぐぶ]。"
    r"|^(?:it (?:saved|took|was|is|has)|yes|no|nothing|thanks?)(?![a-z])[^?]*$"
)
# A noun phrase in English: our instruction with a colleague's name on the cover.
_NOUN_PHRASE = regex(
    r"^(?:our|the|an?|my|some) (?!.*[.!])[a-z' -]{3,80} (?:with|containing|including|without|listing|showing) [^?]*(?:names?|prices?|amounts?|numbers?|addresses|address|details|figures)(?![a-z])[^?]{0,40}$"
)
# How much to hide is a question about what may stay.
_HOW_MUCH = regex(
    r"(?:どこまで|どこを|何を|どれを)[^。?]{0,6}(?:隠|伏せ|消|けせ|かくせ|ふせれ)[^。?]{0,6}(?:ばいい|ば良い|ばよい|たらいい)"
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
    folded = in_kanji(fold(text.strip()))
    if not folded or len(folded) > _LONGEST_QUESTION or folded.count("\n") > 1:
        return False
    if not _NAMEABLE.issuperset(found) or PLACEHOLDER.search(text) or _CODE.search(text):
        return False
    if _NOUN_PHRASE.match(folded) or (_HOW_MUCH.search(folded) and mentions_in(folded, rulebook)):
        return True
    if folded.count("。") > 2 or _HOW_TO.search(folded):
        # A question about a kind of information does not tell a story first.
        return False
    if len(folded) <= _WORD and _GREETING.search(folded):
        return False
    if _wants_knowledge(folded):
        return False
    if _PERMISSION.search(folded) or _PERMISSION_ALOUD.search(folded):
        # Who names somebody and speaks of no information asks about what to do, as in a chat.
        speaks = _ENTERING.search(folded) or _INFORMATION.search(folded)
        return not found or bool(speaks or mentions_in(folded, rulebook))
    if found or _GREETING.search(folded):
        return False
    if _INFORMATION.search(folded) or UNCOVERED.search(folded) or mentions_in(folded, rulebook):
        return _describes(folded)
    return len(folded) <= _SHORT and _resembles_a_name(folded, text, rulebook)


def _wants_knowledge(folded: str) -> bool:
    """Whether it asks what a thing is, or for words about it, and not for leave to enter it."""
    if _ENTERING.search(folded) or _WORK_ASKED.search(folded):
        return False
    if _FACT_ASKED.search(folded) or _LEARNING.search(folded):
        return True
    return _CONCEPT.search(folded) is not None and (
        _REQUEST.search(folded) is not None or _STATEMENT.search(folded) is not None
    )


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
