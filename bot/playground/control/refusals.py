"""Why something cannot be done on a screen, in the words of the person before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

# code: (HTTP status, Japanese, English)
_REFUSALS: Final[Mapping[str, tuple[int, str, str]]] = {
    "no_such_person": (404, "その人はいません。", "There is no such person."),
    "not_on_screen": (
        404,
        "画面が新しくなりました。もう一度選んでください。",
        "The screen has changed meanwhile. Choose again.",
    ),
    "no_such_choice": (400, "その選択肢はありません。", "There is no such choice."),
    "not_allowed": (
        403,
        "自分のメッセージだけ、編集や削除ができます。",
        "You can change only your own messages.",
    ),
    "channel_not_found": (404, "そのチャンネルはありません。", "There is no such channel."),
    "is_archived": (
        403,
        "アーカイブされたチャンネルには書けません。",
        "Nobody can write to an archived channel.",
    ),
    "not_in_channel": (
        403,
        "このチャンネルに参加してから書いてください。",
        "Join this channel before you write to it.",
    ),
    "no_text": (400, "文かファイルを入れてください。", "Enter a text or add a file."),
    "msg_too_long": (
        400,
        "メッセージが長すぎます（40,000 文字まで）。",
        "The message is too long (at most 40,000 characters).",
    ),
    "too_large": (
        413,
        "ファイルが大きすぎます（合わせて 20 MB まで）。",
        "The files are too large (at most 20 MB together).",
    ),
    "name_taken": (409, "その名前は使われています。", "This name is taken."),
    "invalid_arguments": (400, "この操作は読み取れません。", "This cannot be understood."),
    "unknown_act": (400, "この操作はありません。", "There is no such act."),
    "clock_only_forward": (
        400,
        "時計は先へだけ進められます（1 年先まで）。",
        "The clock moves forward only, by a year at most.",
    ),
    "too_many_watchers": (
        429,
        "開いている画面が多すぎます。",
        "Too many pages are open.",
    ),
}


class RefusalError(Exception):
    """A person cannot do this. `code` is one of those above."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def status(self) -> int:
        return _REFUSALS[self.code][0]

    def explain(self, language: str) -> str:
        _, japanese, english = _REFUSALS[self.code]
        return japanese if language == "ja" else english
