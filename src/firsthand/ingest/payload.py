"""What ingest is handed when the bytes are not in a file the user named: a fetched response, a record of an archive."""

import msgspec


class Payload(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bytes, and what their carrier says about them. None of it is trusted: a server can say anything.

    ``name`` is what the user knows them by, such as the address as given; ``url`` the address they came from in the
    end, after redirects. ``content_type`` is the media type in lower case without parameters, ``charset`` its
    parameter, ``last_modified`` the header of that name as sent.
    """

    name: str
    data: bytes
    url: str | None = None
    content_type: str | None = None
    charset: str | None = None
    last_modified: str | None = None
