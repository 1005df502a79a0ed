"""The names under which Slack and Annai know commands, screens and buttons."""

from __future__ import annotations

from typing import Final

COMMAND_CAN_I_ENTER: Final = "/can-i-enter"

SHORTCUT_CHECK_MESSAGE: Final = "check.message"
SHORTCUT_UNMASK: Final = "unmask.open"

VIEW_CHECK: Final = "check.ask"
VIEW_UNMASK: Final = "unmask.answer"

ACTION_OPEN_CHECK: Final = "check.open"
ACTION_OPEN_UNMASK: Final = "unmask.open"

# The inputs of the check modal. Input elements are read from the view's state when it is
# submitted; nobody listens to them.
BLOCK_TEXT: Final = "text"
INPUT_TEXT: Final = "text_input"
BLOCK_ACCOUNT: Final = "account"
INPUT_ACCOUNT: Final = "account_input"

# The input of the modal that puts masked words back.
BLOCK_ANSWER: Final = "answer"
INPUT_ANSWER: Final = "answer_input"

# Message metadata by which we recognise our own answer in a conversation's history.
METADATA_CHECK: Final = "annai_check"
METADATA_DELIVERY: Final = "annai_delivery"
