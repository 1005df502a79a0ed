"""The tables: typed rows, which are the records that the rest of Annai reads.

All are imported here, so that whoever asks for the metadata finds every table in it.
"""

from knowledge.store.models.base import Base
from knowledge.store.models.checks import Check, MaskingMap, MonthlyCheck
from knowledge.store.models.decisions import CompanyList, RulebookRevision
from knowledge.store.models.deliveries import Delivery, DeliveryFile, JobRun
from knowledge.store.models.escalations import Escalation, EscalationAsk, EscalationMessage
from knowledge.store.models.incidents import (
    Incident,
    IncidentCase,
    IncidentMessage,
    IncidentStep,
    IncidentTold,
)
from knowledge.store.models.members import Member
from knowledge.store.models.model_use import ModelMonth, ModelOpinion
from knowledge.store.models.notices import Notice, NoticeImpact, NoticeSource
from knowledge.store.models.polls import PollCount, PollParticipant, PollRound, ToolRequest
from knowledge.store.models.precedents import PrecedentRow, PrecedentUse
from knowledge.store.models.records import AuditEntry, EventReceipt, Setting
from knowledge.store.models.reviews import ReviewCycle, ReviewEntry, ReviewOutcome
from knowledge.store.models.roles import Ambassador, Department, MemberDepartment, RoleHolder
from knowledge.store.models.stories import Story, StorySource, StorySupporter, StoryTry
from knowledge.store.models.templates import (
    OptOut,
    TemplateMark,
    TemplateRevision,
    TemplateRow,
    TemplateUse,
)
from knowledge.store.models.training import SafetyParticipant, SafetyRound, SafetyTally

__all__ = [
    "Ambassador",
    "AuditEntry",
    "Base",
    "Check",
    "CompanyList",
    "Delivery",
    "DeliveryFile",
    "Department",
    "Escalation",
    "EscalationAsk",
    "EscalationMessage",
    "EventReceipt",
    "Incident",
    "IncidentCase",
    "IncidentMessage",
    "IncidentStep",
    "IncidentTold",
    "JobRun",
    "MaskingMap",
    "Member",
    "MemberDepartment",
    "ModelMonth",
    "ModelOpinion",
    "MonthlyCheck",
    "Notice",
    "NoticeImpact",
    "NoticeSource",
    "OptOut",
    "PollCount",
    "PollParticipant",
    "PollRound",
    "PrecedentRow",
    "PrecedentUse",
    "ReviewCycle",
    "ReviewEntry",
    "ReviewOutcome",
    "RoleHolder",
    "RulebookRevision",
    "SafetyParticipant",
    "SafetyRound",
    "SafetyTally",
    "Setting",
    "Story",
    "StorySource",
    "StorySupporter",
    "StoryTry",
    "TemplateMark",
    "TemplateRevision",
    "TemplateRow",
    "TemplateUse",
    "ToolRequest",
]
