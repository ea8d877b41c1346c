"""The error tree. Every message is one sentence: what is wrong, where, and what to do."""


class FirsthandError(Exception):
    """Base of every error Firsthand raises on purpose."""


class InputError(FirsthandError):
    """An input cannot be read at all: missing, unreadable, or of a kind Firsthand does not know."""


class DecodeError(InputError):
    """An input was opened but its bytes or fields are not what its format promises."""


class LimitError(InputError):
    """An input is larger or deeper than the limits in the settings allow."""


class FetchError(InputError):
    """An address cannot be fetched: refused, unreachable, over a limit, or answered with an error."""


class RobotsError(FetchError):
    """The site asks robots not to fetch the address, or not now."""


class LanguageDataError(FirsthandError):
    """A file of language or outlet data is malformed; the message names the file and the field."""


class CaseError(FirsthandError):
    """A case file cannot be opened, is not a case, or was written by a newer version."""


class TooLongError(CaseError):
    """A question to a case takes longer than it may."""


class CaptureError(CaseError):
    """What was fetched for a case is gone from the files beside it, or is not what was written there."""


class OutputError(FirsthandError):
    """A result cannot be written where the user asked."""


class SettingsError(FirsthandError):
    """A setting has a value that makes no sense."""
