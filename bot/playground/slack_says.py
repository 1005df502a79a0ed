"""What Slack itself says to a person, without the app having any part in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    Said = Mapping[str, str]

REQUIRED: Final[Said] = {
    "en": "Please complete this required field.",
    "ja": "この必須項目を入力してください。",
}
TOO_SHORT: Final[Said] = {
    "en": "Please enter at least {least} characters.",
    "ja": "{least} 文字以上で入力してください。",
}
TOO_LONG: Final[Said] = {
    "en": "Please enter no more than {most} characters.",
    "ja": "{most} 文字以内で入力してください。",
}
NOT_AN_EMAIL: Final[Said] = {
    "en": "Please enter a valid email address.",
    "ja": "有効なメールアドレスを入力してください。",
}
NOT_A_URL: Final[Said] = {
    "en": "Please enter a valid URL.",
    "ja": "有効な URL を入力してください。",
}
NOT_A_NUMBER: Final[Said] = {
    "en": "Please enter a number.",
    "ja": "数値を入力してください。",
}
TROUBLE_CONNECTING: Final[Said] = {
    "en": "We had some trouble connecting. Try again?",
    "ja": "接続できませんでした。もう一度お試しください。",
}


def command_failed(command: str, error: str) -> str:
    """Slack shows this line in English to everybody, whatever their language."""
    return f'{command} failed with the error "{error}"'


def language_of(locale: str) -> str:
    return "ja" if locale.startswith("ja") else "en"


def no_such_command(command: str) -> str:
    return f"{command} is not a valid command."
