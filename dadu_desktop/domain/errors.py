"""Problems that are told to a person: each is one Chinese sentence with what to do next."""

from __future__ import annotations


class UserProblem(Exception):
    """Something the person can mend; ``status`` is the exit status of the command line."""

    status = 2

    def __init__(self, sentence: str, *, detail: str = "") -> None:
        """Keep the sentence shown and a technical detail that only the log gets."""
        super().__init__(sentence)
        self.sentence = sentence
        self.detail = detail


class InputProblem(UserProblem):
    """A value, a file or a request that cannot be used."""


class FieldProblems(InputProblem):
    """Faults of one form, by field key."""

    def __init__(self, by_field: dict[str, str]) -> None:
        """Take the sentence for each faulty field."""
        super().__init__("；".join(by_field.values()))
        self.by_field = by_field


class DefinitionProblem(InputProblem):
    """A definition of a report that cannot be used: in which file and line (from 1), and why."""

    def __init__(self, reason: str, line: int = 1, file: str = "") -> None:
        """Say all three in one sentence."""
        super().__init__(f"报表定义{f'“{file}”' if file else ''}第{line}行：{reason}")
        self.reason = reason
        self.line = line
        self.file = file


class NotFound(UserProblem):
    """A record that is not there (any more)."""


class RecordChanged(UserProblem):
    """Somebody saved the record after it was read; ``theirs`` are the values now kept."""

    def __init__(self, theirs: dict[str, object]) -> None:
        """Carry the newer values so that the person can choose field by field."""
        super().__init__("这条记录在您打开之后已被修改，请对照后再保存。")
        self.theirs = theirs


class LedgerBusy(UserProblem):
    """Another program holds the ledger."""

    status = 10


class LedgerDamaged(UserProblem):
    """The ledger or a backup cannot be read back as it was written."""

    status = 11


class KeyMissing(LedgerDamaged):
    """No key opens the ledger and its key file is not there: it may be damaged, or want its recovery code."""


class DiskFull(UserProblem):
    """No room is left where the ledger or a file is to be written."""

    status = 12


class PlaceUnusable(UserProblem):
    """Read-only, missing or otherwise unusable place."""

    status = 13


class LedgerNewer(UserProblem):
    """The ledger was made by a newer version of the program."""

    status = 14


class WrongPassword(UserProblem):
    """The password is missing or wrong."""

    status = 15


class NotAllowed(UserProblem):
    """The person's role does not allow it."""


class Cancelled(UserProblem):
    """The person stopped a long task; nothing was written."""
