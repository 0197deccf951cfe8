"""What can go wrong in the registry: one root, codes and parameters, never a word of prose."""

from collections.abc import Mapping
from typing import ClassVar

Param = str | int


class RegistryError(Exception):
    """Something the registry refused. `code` names it for `messages`; `params` fill the sentence."""

    code: ClassVar[str] = "registry_error"

    def __init__(self, params: Mapping[str, Param] | None = None) -> None:
        self.params: dict[str, Param] = dict(params or {})
        super().__init__(self.code, self.params)


class NotFound(RegistryError):
    """No such thing, or not one that this office may know of: the two look alike. Check the id."""

    code = "not_found"


class NotAllowed(RegistryError):
    """The account's role or office does not permit the act. Ask someone who may."""

    code = "not_allowed"


class ReasonNeeded(RegistryError):
    """The act needs a reason in words (an auditor's look-up, a warning, a return). Give one and repeat."""

    code = "reason_needed"


class Stale(RegistryError):
    """Somebody was faster: the version or attempt given is not the newest. Load again and repeat."""

    code = "stale"


class OwnEntry(RegistryError):
    """Four eyes: nobody approves what their own hand entered. A second officer has to."""

    code = "own_entry"


class IllegalMove(RegistryError):
    """The state table has no such move (`from`, `to`). Load again: it was moved meanwhile."""

    code = "illegal_move"


class AlreadyWaiting(RegistryError):
    """Something for this account (`name`) waits for an administrator already. Decide on that first."""

    code = "already_waiting"


class SecondAdministratorNeeded(RegistryError):
    """Nobody approves what they asked: another administrator has to; a lone one gives the recovery key."""

    code = "second_administrator_needed"


class RecoveryKeyRests(RegistryError):
    """An administrator was disabled less than `hours` ago: so long the recovery key stands for nobody."""

    code = "recovery_key_rests"


class RecoveryKeyWrong(RegistryError):
    """This is not the recovery key of this installation. Compare it with the paper, sign by sign."""

    code = "recovery_key_wrong"


class Blocked(RegistryError):
    """A rule of severity `block` stands against it (`rules`). Clear the cause first."""

    code = "blocked"


class FaultsOpen(RegistryError):
    """A book with open faults (`count`) is not signed. Mend them, or say in words why they stay."""

    code = "faults_open"


class OwnHand(RegistryError):
    """A second or third person is needed: this hand wrote part of it itself. Somebody else has to."""

    code = "own_hand"


class NothingToSample(RegistryError):
    """The book has too few entered fields for a sample that could show the budget. Enter its papers first."""

    code = "nothing_to_sample"


class DemandUnmet(RegistryError):
    """A standing or circumstance demands something (`demand`) that is not met. Bring it or choose another."""

    code = "demand_unmet"


class ExportExpired(RegistryError):
    """An allowed export is written within `days` days of its approval. Ask for it anew."""

    code = "export_expired"


class AlreadyThere(RegistryError):
    """The name or code is taken (`kind`). Choose another."""

    code = "already_there"


class ListHeld(RegistryError):
    """Dates of a list prove that the month stands first (`month_first`); nothing was kept. Say the order."""

    code = "list_held"


class BatchInUse(RegistryError):
    """People of a batch are part of other work by now (`count`). Undo that first, or sign the batch."""

    code = "batch_in_use"


class BatchThere(AlreadyThere):
    """The same list is in already, as batch `id`. Sign it, withdraw it, or give another file."""

    code = "batch_there"


class BatchOfAnother(RegistryError):
    """Somebody else began the import. They go on with it, or it is withdrawn and brought in anew."""

    code = "batch_of_another"


class InvalidValue(RegistryError):
    """A value can't be stored as given (`field`, `problem`). Correct it and send again."""

    code = "invalid_value"


class InvalidFields(RegistryError):
    """Values of a paper can't be signed as they are: `problems` says by path why. Settle each and repeat."""

    code = "invalid_fields"

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__({"count": len(problems)})
        self.problems: dict[str, str] = dict(problems)


class BadCredentials(RegistryError):
    """Name and password do not fit, or there is no such account: the two look alike."""

    code = "bad_credentials"


class TooManyAttempts(RegistryError):
    """Locked for a while after failures. Wait `seconds` (`count` minutes) and try again."""

    code = "too_many_attempts"


class LockedForHours(TooManyAttempts):
    """Locked for long after many failures. Wait `seconds` (`count` hours), or ask whoever set the secret."""

    code = "locked_for_hours"


class SignedOut(RegistryError):
    """The session has ended (logout, time, or the account was disabled). Sign in again."""

    code = "signed_out"


class StatusUnknown(RegistryError):
    """Receipt and PIN do not fit together, or there is no such receipt: the two look alike."""

    code = "status_unknown"


class ClockBehind(RegistryError):
    """The clock is `seconds` behind the newest event. Nothing is written until it is right."""

    code = "clock_behind"


class ClockAhead(RegistryError):
    """The wall clock jumped `seconds` ahead of the boot clock. Nothing is written until it is accepted."""

    code = "clock_ahead"


class ClockUnsure(RegistryError):
    """The machine was off for `seconds`, says its clock. Nothing is written until somebody confirms it."""

    code = "clock_unsure"


class ClockFine(RegistryError):
    """There is nothing to accept: the clock is as it should be."""

    code = "clock_fine"


class SecondPersonNeeded(RegistryError):
    """Two different people are needed (officer, supervisor, auditor, admin), or the recovery key."""

    code = "second_person_needed"


class DatabaseUnfit(RegistryError):
    """The database engine can't be trusted with a register (`problem`). Follow `problem` before starting."""

    code = "database_unfit"


class KeyProblem(RegistryError):
    """The key file is missing, open to others, damaged, or not this data's key (`problem`)."""

    code = "key_problem"


class Misplaced(RegistryError):
    """Code, key or store are not those of the database: a process that goes on would harm its papers."""

    code = "misplaced"


class Unsettled(Misplaced):
    """The database does not know yet which key and store are its own. Run `migrate` where they are."""

    code = "unsettled"


class SchemaDiffers(Misplaced):
    """This code needs schema `wanted`, the database has `found`. Migrate, or start the other version."""

    code = "schema_differs"


class KeyForeign(Misplaced):
    """The key file (`given`) is not that of the database (`wanted`). Bring the right key file."""

    code = "key_foreign"


class StoreForeign(Misplaced):
    """The store does not hold what this database left there (`marker`). Mount the right folder."""

    code = "store_foreign"


class StoreFull(RegistryError):
    """The disk of the store is full. Nothing was kept of this file; free space and hand it in again."""

    code = "store_full"


class StoreBroken(RegistryError):
    """The store could not write or read (`problem`). Nothing was kept of this file; look at the disk."""

    code = "store_broken"


class BlobMissing(RegistryError):
    """The store holds no bytes of that name. Restore it from a backup."""

    code = "blob_missing"


class BlobDamaged(RegistryError):
    """Stored bytes are not those that were handed in. Restore them from a backup."""

    code = "blob_damaged"


class NoteRefused(RegistryError):
    """A signed text, a key or a code can't be trusted or read (`problem`). Get it anew from its source."""

    code = "note_refused"


class TrailBroken(RegistryError):
    """The trail contradicts what was signed before (`problem`, `number`). Nothing more is signed over it."""

    code = "trail_broken"


class BackupDamaged(RegistryError):
    """The backup isn't what was written (`problem`, `file`). Take an older one, or another copy."""

    code = "backup_damaged"


class NotEmpty(RegistryError):
    """A backup is brought back into an empty place alone (`place`). Choose another folder or database."""

    code = "not_empty"


class ProgramMissing(RegistryError):
    """A program of PostgreSQL's (`program`) is missing or failed. Install the client of that version."""

    code = "program_missing"


class BackupKeyWrong(RegistryError):
    """The key at hand (`given`) isn't the one the backup was made under (`wanted`). Bring that key."""

    code = "backup_key_wrong"
