"""The outline: Block Kit as the text that a person reads."""

import pytest

from bot.playground.outline import UnknownBlockError, outline_blocks, outline_message, outline_view


def plain(text):
    return {"type": "plain_text", "text": text}


def mrkdwn(text):
    return {"type": "mrkdwn", "text": text}


def option(text):
    return {"text": plain(text), "value": text}


def test_a_modal_reads_like_the_screen():
    """Title, blocks from top to bottom, and the two buttons below."""
    view = {
        "type": "modal",
        "title": plain("入れてよいか確認"),
        "close": plain("閉じる"),
        "submit": plain("確認する"),
        "blocks": [
            {"type": "header", "text": plain("そのままでは入れられません")},
            {"type": "section", "text": mrkdwn("*レベル3* R&amp;D &lt;案&gt; <@U1> <#C1|general>")},
            {"type": "section", "fields": [mrkdwn("氏名:1件"), plain("R&amp;D")]},
            {"type": "divider"},
            {"type": "context", "elements": [mrkdwn("根拠: <https://example.co.jp|手引き>")]},
            {
                "type": "actions",
                "elements": [
                    {"type": "button", "text": plain("担当に聞く"), "action_id": "ask"},
                    {"type": "button", "text": plain("開く"), "url": "https://example.co.jp"},
                ],
            },
            {
                "type": "input",
                "block_id": "text",
                "label": plain("入力文"),
                "optional": True,
                "hint": plain("貼り付けても構いません"),
                "element": {
                    "type": "plain_text_input",
                    "action_id": "typed",
                    "placeholder": plain("例"),
                },
            },
        ],
    }
    assert outline_view(view, {"U1": "田中"}, {"text": "短く"}) == "\n".join(  # noqa: FLY002 -- a screen
        [
            "== modal: 入れてよいか確認 ==",
            "# そのままでは入れられません",
            "*レベル3* R&D <案> @田中 #general",
            "| 氏名:1件",
            "| R&amp;D",
            "----",
            "· 根拠: 手引き (https://example.co.jp)",
            "[担当に聞く] -> ask  [開く] -> https://example.co.jp",
            "入力文 (optional): ____ (例) -> typed",
            "  (貼り付けても構いません)",
            "  ! 短く",
            "[閉じる] [確認する]",
        ]
    )


CONFIRM = {
    "title": plain("本当に？"),
    "text": mrkdwn("*消えます*"),
    "confirm": plain("はい"),
    "deny": plain("いいえ"),
}


@pytest.mark.parametrize(
    ("element", "line"),
    [
        (
            {"type": "button", "text": plain("消す"), "action_id": "a", "confirm": CONFIRM},
            "[消す] -> a (? 本当に？: *消えます* [いいえ] [はい])",
        ),
        (
            {
                "type": "static_select", "action_id": "a", "placeholder": plain("選ぶ"),
                "options": [option("甲"), option("乙")],
            },
            "[選ぶ ▾ 甲 / 乙] -> a",
        ),
        (
            {
                "type": "static_select", "action_id": "a", "options": [option("甲"), option("乙")],
                "initial_option": option("乙"),
            },
            "[乙 ▾ 甲 / 乙] -> a",
        ),
        (
            {"type": "static_select", "options": [option(str(n)) for n in range(12)]},
            "[0 / 1 / 2 / 3 / 4 / 5 / 6 / 7 / 8 / 9 / … (12)]",
        ),
        ({"type": "users_select", "initial_user": "U1"}, "[田中]"),
        ({"type": "users_select"}, "[▾]"),
        ({"type": "overflow", "action_id": "a", "options": [option("甲")]}, "[… 甲] -> a"),
        (
            {
                "type": "checkboxes", "action_id": "a", "options": [option("甲"), option("乙")],
                "initial_options": [option("乙")],
            },
            "[ ] 甲  [x] 乙 -> a",
        ),
        (
            {
                "type": "radio_buttons", "action_id": "a", "options": [option("甲"), option("乙")],
                "initial_option": option("甲"),
            },
            "(o) 甲  ( ) 乙 -> a",
        ),
        ({"type": "datepicker", "initial_date": "2026-05-01"}, "[2026-05-01]"),
    ],
)  # fmt: skip
def test_an_element_shows_what_stands_there_and_where_it_leads(element, line):
    """Chosen options, what is offered, and the action_id behind the arrow."""
    assert outline_blocks([{"type": "actions", "elements": [element]}], {"U1": "田中"}) == line


def test_rich_text_reads_as_lists_quotes_and_code():
    """What Slack's editor makes, and what a bot may send instead of mrkdwn."""
    text = {"type": "text", "text": "甲"}
    section = {"type": "rich_text_section", "elements": [text, {"type": "emoji", "name": "ok"}]}
    parts = [
        section,
        {"type": "rich_text_list", "style": "bullet", "elements": [section]},
        {"type": "rich_text_list", "style": "ordered", "indent": 1, "elements": [section, section]},
        {"type": "rich_text_quote", "elements": [{"type": "user", "user_id": "U1"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a\nb"}]},
    ]
    outline = outline_blocks([{"type": "rich_text", "elements": parts}], {"U1": "田中"})
    assert outline.split("\n") == [
        "甲:ok:", "• 甲:ok:", "  1. 甲:ok:", "  2. 甲:ok:", "> @田中", "```", "a", "b", "```",
    ]  # fmt: skip


def test_a_message_without_blocks_is_its_text():
    """Blocks hide the text, as in Slack; marks that Slack would draw stay visible."""
    assert outline_message("*R&amp;D* &amp;lt; <!here>", []) == "*R&D* &lt; @here"
    assert outline_message("x", [{"type": "markdown", "text": "**y**"}]) == "**y**"
    mail = "<mailto:a@example.co.jp|a@example.co.jp> <tel:0300001234|03-0000-1234>"
    assert outline_message(mail, []) == "a@example.co.jp 03-0000-1234 (0300001234)"


@pytest.mark.parametrize(
    "block",
    [
        {"type": "nonsense"},
        {"type": "actions", "elements": [{"type": "nonsense"}]},
        {"type": "section", "text": {"type": "html", "text": "x"}},
        {"type": "rich_text", "elements": [{"type": "rich_text_nonsense", "elements": []}]},
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "nonsense"}]}],
        },
    ],
)
def test_what_is_unknown_raises(block):
    """A picture with a hole in it would prove nothing."""
    with pytest.raises(UnknownBlockError):
        outline_blocks([block])
