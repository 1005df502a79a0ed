"""The names under which Slack and Annai know commands, screens and buttons."""

from __future__ import annotations

from typing import Final

COMMAND_CAN_I_ENTER: Final = "/can-i-enter"

SHORTCUT_CHECK_MESSAGE: Final = "check.message"
SHORTCUT_UNMASK: Final = "unmask.open"

VIEW_CHECK: Final = "check.ask"
VIEW_UNMASK: Final = "unmask.answer"
VIEW_OWN_DEPARTMENT: Final = "departments.own"
VIEW_NEW_DEPARTMENT: Final = "departments.new"
VIEW_DEPARTMENT: Final = "departments.change"
VIEW_ROLES: Final = "settings.roles"
VIEW_CHANNELS: Final = "settings.channels"
VIEW_HOURS: Final = "settings.hours"
VIEW_JOBS: Final = "settings.jobs"

ACTION_OPEN_CHECK: Final = "check.open"
ACTION_OPEN_UNMASK: Final = "unmask.open"
ACTION_OPEN_QUICK_TABLE: Final = "home.quick_table"
ACTION_CHOOSE_DEPARTMENT: Final = "departments.choose"
ACTION_ADD_DEPARTMENT: Final = "departments.add"
ACTION_CHANGE_DEPARTMENT: Final = "departments.change"
ACTION_BECOME_ADMIN: Final = "settings.become_admin"
ACTION_OPEN_ROLES: Final = "settings.roles"
ACTION_OPEN_CHANNELS: Final = "settings.channels"
ACTION_OPEN_HOURS: Final = "settings.hours"
ACTION_OPEN_JOBS: Final = "settings.jobs"
ACTION_RESEND: Final = "undelivered.resend"

# The inputs of the check modal. Input elements are read from the view's state when it is
# submitted; nobody listens to them.
BLOCK_TEXT: Final = "text"
INPUT_TEXT: Final = "text_input"
BLOCK_ACCOUNT: Final = "account"
INPUT_ACCOUNT: Final = "account_input"

# The input of the modal that puts masked words back.
BLOCK_ANSWER: Final = "answer"
INPUT_ANSWER: Final = "answer_input"

# The inputs of the modals for departments.
BLOCK_DEPARTMENT: Final = "department"
BLOCK_NAME: Final = "name"
BLOCK_AMBASSADORS: Final = "ambassadors"
BLOCK_JOINING: Final = "joining"
BLOCK_LEAVING: Final = "leaving"
BLOCK_RETIRE: Final = "retire"

# The inputs of the modals for settings. Roles and channels have one each, named after them.
BLOCK_OPENS: Final = "opens"
BLOCK_CLOSES: Final = "closes"
BLOCK_DAYS_OFF: Final = "days_off"
BLOCK_DAYS_ON: Final = "days_on"
BLOCK_AMBASSADOR_HOURS: Final = "ambassador_hours"
BLOCK_LEAD_HOURS: Final = "lead_hours"
BLOCK_CHANNEL_LANGUAGE: Final = "channel_language"
BLOCK_JOBS: Final = "jobs"

# Message metadata by which we recognise our own answer in a conversation's history.
METADATA_CHECK: Final = "annai_check"
METADATA_DELIVERY: Final = "annai_delivery"

# Questions put to people, and the answers.
COMMAND_ASK_LEAD: Final = "/ask-lead"
SHORTCUT_ASK_LEAD: Final = "escalation.ask"
ACTION_ASK_LEAD: Final = "escalation.ask"
ACTION_REPORT_VERDICT: Final = "escalation.report"
ACTION_WITHDRAW_ESCALATION: Final = "escalation.withdraw"
ACTION_REPLY_TO_ASK_BACK: Final = "escalation.reply"
ACTION_ANSWER_OK: Final = "escalation.answer_ok"
ACTION_ANSWER_CONDITIONAL: Final = "escalation.answer_conditional"
ACTION_ANSWER_PROHIBITED: Final = "escalation.answer_prohibited"
ACTION_ANSWER_WITH_REASON: Final = "escalation.answer"
ACTION_ASK_BACK: Final = "escalation.ask_back"
ACTION_OPEN_ESCALATION: Final = "escalation.open"
ACTION_HAND_OVER: Final = "escalation.hand_over"
VIEW_ASK_LEAD: Final = "escalation.ask"
VIEW_ANSWER_ESCALATION: Final = "escalation.answer"
VIEW_ASK_BACK: Final = "escalation.ask_back"
VIEW_REPLY_TO_ASK_BACK: Final = "escalation.reply"
VIEW_HAND_OVER: Final = "escalation.hand_over"
BLOCK_WORDS: Final = "words"
BLOCK_PURPOSE: Final = "purpose"
BLOCK_LEVEL: Final = "level"
BLOCK_ADVICE: Final = "advice"
BLOCK_KEEP: Final = "keep"
BLOCK_MEMBER: Final = "member"
ACTION_PRECEDENT_HELPED: Final = "precedent.helped"
ACTION_PRECEDENT_DIFFERS: Final = "precedent.differs"
ACTION_LIST_PRECEDENTS: Final = "precedent.list"
ACTION_EDIT_PRECEDENT: Final = "precedent.edit"
ACTION_CONFIRM_PRECEDENT: Final = "precedent.confirm"
VIEW_EDIT_PRECEDENT: Final = "precedent.edit"
BLOCK_QUESTION: Final = "question"
BLOCK_THEN: Final = "then"
ACTION_PUBLISH_WEEK: Final = "digest.publish"
ACTION_GO_AWAY: Final = "digest.away"
VIEW_GO_AWAY: Final = "digest.away"
BLOCK_UNTIL: Final = "until"

# The month's report.
ACTION_SEND_REPORT: Final = "report.send"
