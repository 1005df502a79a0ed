"""Asking a person, on screen: what will be sent, the forms of both sides, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers import ids
from handlers.views import blocks as kit
from handlers.views import inputs
from handlers.views.dates import say_time
from handlers.views.fitting import fit
from knowledge.escalations import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from handlers.texts import Voice
    from handlers.views.blocks import Block, Surface
    from knowledge.rulebook import Rulebook
    from knowledge.verdict import Level

LONGEST_WORDS = 1_000
_LONGEST_PURPOSE = 200


def ask_form(
    voice: Voice,
    *,
    carried: str,
    level: str,
    rules: Sequence[str],
    metadata: str,
    words: str = "",
    report: bool = False,
    above: Sequence[Block] = (),
) -> Surface:
    """The question to a person: what will be sent, and room for one's own words.

    Args:
        voice: the asker's.
        carried: the text that may leave and will; empty when none does.
        level: what Annai said; empty when nothing was checked.
        rules: the rules by which it said so, in words.
        metadata: what the submission needs to know again.
        words: what stands in the field already.
        report: it is about the verdict itself.
        above: what is shown first, for example a precedent.
    """
    blocks = list(above)
    if carried:
        blocks += [kit.prose(kit.words(voice("escalation.will_send"), bold=True))]
        blocks += kit.preformatted(carried)
    elif level:
        blocks.append(kit.prose(voice("escalation.nothing_sent")))
    else:
        blocks.append(kit.prose(voice("escalation.nothing_to_send")))
    if level:
        mark = voice("escalation.verdict_line", mark=voice(f"level.{level}"))
        blocks.append(kit.bullets(mark, rules) if rules else kit.context(mark))
    title = voice("escalation.title_report" if report else "escalation.title")
    view = kit.modal(
        title,
        [*blocks, *_own_words(voice, words, needed=not carried)],
        close=voice("check.close"),
        submit=voice("escalation.submit"),
        callback_id=ids.VIEW_ASK_LEAD,
    )
    return fit({**view, "private_metadata": metadata}, voice)


def _own_words(voice: Voice, words: str, *, needed: bool) -> list[Block]:
    placeholder = voice("escalation.words_placeholder")
    return [
        kit.field(
            voice("escalation.words_label"),
            inputs.lines(most=LONGEST_WORDS, initial=words, placeholder=placeholder),
            block_id=ids.BLOCK_WORDS,
            hint=voice("escalation.words_hint"),
            optional=not needed,
        ),
        kit.field(
            voice("escalation.purpose_label"),
            inputs.line(most=_LONGEST_PURPOSE, placeholder=voice("escalation.purpose_placeholder")),
            block_id=ids.BLOCK_PURPOSE,
            optional=True,
        ),
    ]


def sent_modal(
    voice: Voice,
    *,
    escalation: int,
    asked: Sequence[str],
    due_at: datetime | None,
    same: bool = False,
) -> Surface:
    """What becomes of a question: who has it, and when to expect an answer (local time)."""
    if same:
        blocks = [kit.prose(voice("escalation.sent_same"))]
    elif asked:
        people = [piece for member in asked for piece in (kit.person(member), " ")]
        blocks = [kit.titled(voice("escalation.sent_to"), *people)]
        if due_at:
            blocks.append(kit.prose(voice("escalation.sent_due", when=say_time(due_at, voice))))
    else:
        blocks = [kit.prose(voice("escalation.sent_nobody"))]
    blocks += [
        kit.prose(voice("escalation.sent_where")),
        kit.actions(
            kit.button(
                voice("escalation.withdraw"), ids.ACTION_WITHDRAW_ESCALATION, value=str(escalation)
            )
        ),
    ]
    made = kit.modal(voice("escalation.sent_title"), blocks, close=voice("check.close"))
    return fit(made, voice)


def answer_form(voice: Voice, escalation: int, level: Level, *, may_keep: bool) -> Surface:
    """An answer with its reason; the level that was pressed is chosen already."""
    options = [(voice(f"escalation.level_{one}"), one.value) for one in ANSWERS]
    choice = kit.choice("input", options)
    choice["initial_option"] = choice["options"][ANSWERS.index(level)]
    placeholder = voice("escalation.answer_advice_placeholder")
    advice = inputs.lines(most=LONGEST_WORDS, placeholder=placeholder)
    fields = [
        kit.field(voice("escalation.answer_level"), choice, block_id=ids.BLOCK_LEVEL),
        kit.field(
            voice("escalation.answer_advice"),
            advice,
            block_id=ids.BLOCK_ADVICE,
            hint=voice("escalation.answer_advice_hint"),
            optional=True,
        ),
    ]
    if may_keep:
        keep = inputs.tick(voice("escalation.answer_keep_yes"), "keep")
        keep["initial_options"] = keep["options"]
        label = voice("escalation.answer_keep")
        fields.append(kit.field(label, keep, block_id=ids.BLOCK_KEEP, optional=True))
    return _form(voice, "answer", fields, ids.VIEW_ANSWER_ESCALATION, str(escalation))


def ask_back_form(voice: Voice, escalation: int) -> Surface:
    """What the answerer would like to know first."""
    text = inputs.lines(most=LONGEST_WORDS, placeholder=voice("escalation.back_placeholder"))
    field = kit.field(
        voice("escalation.back_label"),
        text,
        block_id=ids.BLOCK_WORDS,
        hint=voice("escalation.words_hint"),
    )
    return _form(voice, "back", [field], ids.VIEW_ASK_BACK, str(escalation))


def reply_form(voice: Voice, metadata: str) -> Surface:
    """What the asker says to that."""
    field = kit.field(
        voice("escalation.reply_label"),
        inputs.lines(most=LONGEST_WORDS),
        block_id=ids.BLOCK_WORDS,
        hint=voice("escalation.words_hint"),
    )
    made = kit.modal(
        voice("escalation.reply_title"),
        [field],
        close=voice("check.close"),
        submit=voice("escalation.back_submit"),
        callback_id=ids.VIEW_REPLY_TO_ASK_BACK,
    )
    return fit({**made, "private_metadata": metadata}, voice)


def hand_over_form(voice: Voice, escalation: int) -> Surface:
    """To whom a question goes instead."""
    chosen = {"type": "users_select", "action_id": "input"}
    field = kit.field(
        voice("escalation.hand_label"),
        chosen,
        block_id=ids.BLOCK_MEMBER,
        hint=voice("escalation.hand_hint"),
    )
    return _form(voice, "hand", [field], ids.VIEW_HAND_OVER, str(escalation))


def _form(
    voice: Voice, section: str, fields: Sequence[Block], callback_id: str, metadata: str
) -> Surface:
    made = kit.modal(
        voice(f"escalation.{section}_title"),
        fields,
        close=voice("check.close"),
        submit=voice(f"escalation.{section}_submit"),
        callback_id=callback_id,
    )
    return fit({**made, "private_metadata": metadata}, voice)


def notice_modal(voice: Voice, title: str, *pieces: str | Block) -> Surface:
    """A few words instead of a form: it is done, or it cannot be done any more."""
    made = kit.modal(voice(title), [kit.prose(*pieces)], close=voice("check.close"))
    return fit(made, voice)


def rule_lines(ids_: Sequence[str], rulebook: Rulebook, voice: Voice) -> list[str]:
    """Rules by their names, those that the rulebook still has."""
    known = [rulebook.categories[id_] for id_ in ids_ if id_ in rulebook.categories]
    return [
        voice("escalation.rule_line", label=one.label.inn(voice.language), rule=one.id)
        for one in known
    ]
