"""The tables: typed rows, which are the records that the rest of Annai reads.

All are imported here, so that whoever asks for the metadata finds every table in it.
"""

from knowledge.store.models.base import Base
from knowledge.store.models.checks import Check, MaskingMap
from knowledge.store.models.decisions import CompanyList, RulebookRevision
from knowledge.store.models.members import Member
from knowledge.store.models.records import AuditEntry, EventReceipt, Setting

__all__ = [
    "AuditEntry",
    "Base",
    "Check",
    "CompanyList",
    "EventReceipt",
    "MaskingMap",
    "Member",
    "RulebookRevision",
    "Setting",
]
