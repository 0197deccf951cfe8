"""The tables, split by noun. Importing this package fills `Base.metadata`."""

from registry.models.accounts import Account, AccountRequest, Office, SignIn, Throttle
from registry.models.audit import TrailCheckpoint, TrailHead, TrailLeaf, TrailNode, TrailWaiting
from registry.models.base import Base
from registry.models.batches import ImportBatch, LegacyRow
from registry.models.cases import Case, IdempotencyKey
from registry.models.changes import ChangedValue, RecordChange
from registry.models.documents import Document, DocumentHand, DocumentSide, DraftValue, FoundFinding
from registry.models.entries import Entry, EntryValue
from registry.models.exports import Export
from registry.models.families import (
    BookPage,
    EventPerson,
    FamilyMember,
    Identifier,
    RegisterBook,
    VitalEvent,
)
from registry.models.installation import Installation
from registry.models.integrity import IntegrityFault
from registry.models.ledger import (
    BookHand,
    BookLeaf,
    ConditionReport,
    Handover,
    HandoverItem,
    LeafCapture,
    LedgerBook,
    SettledFault,
)
from registry.models.merges import PairAct, RecordPair
from registry.models.names import NameIndex, NamePart, NameVariant
from registry.models.readings import ReadValue, StoredReading
from registry.models.records import Evidence, Person, Record, RecordValue, RecordVersion
from registry.models.sampling import FoldState, SampleDraw, SecondKey
from registry.models.scans import Page, Scan, Task
from registry.models.sensitive import SensitiveValue
from registry.models.trail import ClockAnchor, Event, Reason
from registry.models.twins import SideMark, SideTwin

__all__ = [
    "Account",
    "AccountRequest",
    "Base",
    "BookHand",
    "BookLeaf",
    "BookPage",
    "Case",
    "ChangedValue",
    "ClockAnchor",
    "ConditionReport",
    "Document",
    "DocumentHand",
    "DocumentSide",
    "DraftValue",
    "Entry",
    "EntryValue",
    "Event",
    "EventPerson",
    "Evidence",
    "Export",
    "FamilyMember",
    "FoldState",
    "FoundFinding",
    "Handover",
    "HandoverItem",
    "IdempotencyKey",
    "Identifier",
    "ImportBatch",
    "Installation",
    "IntegrityFault",
    "LeafCapture",
    "LedgerBook",
    "LegacyRow",
    "NameIndex",
    "NamePart",
    "NameVariant",
    "Office",
    "Page",
    "PairAct",
    "Person",
    "ReadValue",
    "Reason",
    "Record",
    "RecordChange",
    "RecordPair",
    "RecordValue",
    "RecordVersion",
    "RegisterBook",
    "SampleDraw",
    "Scan",
    "SecondKey",
    "SensitiveValue",
    "SettledFault",
    "SideMark",
    "SideTwin",
    "SignIn",
    "StoredReading",
    "Task",
    "Throttle",
    "TrailCheckpoint",
    "TrailHead",
    "TrailLeaf",
    "TrailNode",
    "TrailWaiting",
    "VitalEvent",
]
