-- 2: what was asked for and what became of it, what was fetched, where each document was seen, and which documents are
-- versions of one article. Times are UTC, for people to read; the order of rows is the order of events.

CREATE TABLE inputs (
    row INTEGER PRIMARY KEY,
    name TEXT NOT NULL,                 -- the path or address as given; of a part, what its container calls it
    kind TEXT NOT NULL CHECK (kind IN ('file', 'stream', 'address', 'part')),
    parent INTEGER REFERENCES inputs (row),  -- the input that first named this one: a feed, a sitemap, an archive
    state TEXT NOT NULL CHECK (state IN ('waiting', 'fetched', 'read', 'failed', 'skipped')),
    reason TEXT,                        -- one sentence: why it failed or was skipped, or what else to know
    mark TEXT,                          -- hash of what was read: what has the same is not read again
    tries INTEGER NOT NULL DEFAULT 0,   -- how often in a row it failed
    changed TEXT NOT NULL,              -- when it came into this state
    CHECK (reason IS NOT NULL OR state NOT IN ('failed', 'skipped'))
);
CREATE UNIQUE INDEX inputs_name ON inputs (name, kind) WHERE kind <> 'part';
CREATE UNIQUE INDEX inputs_part ON inputs (coalesce(parent, 0), name) WHERE kind = 'part';
CREATE INDEX inputs_state ON inputs (state);
CREATE INDEX inputs_parent ON inputs (parent);

CREATE TABLE fetches (                  -- one row for each answer of a server, a "not modified" too
    row INTEGER PRIMARY KEY,
    input INTEGER NOT NULL REFERENCES inputs (row),
    url TEXT NOT NULL,                  -- the address as asked
    final TEXT NOT NULL,                -- the address that answered, after redirects
    fetched TEXT NOT NULL,              -- when
    status INTEGER NOT NULL,
    content_type TEXT,
    charset TEXT,
    etag TEXT,
    last_modified TEXT,
    size INTEGER,                       -- bytes of the content, decoded
    sha256 TEXT,                        -- of the content, decoded
    same_as INTEGER REFERENCES fetches (row),  -- the earlier answer that a "not modified" stands for
    capture TEXT,                       -- the WARC file beside the case; the records of this answer begin at
    capture_start INTEGER,              -- this byte
    capture_end INTEGER                 -- and end before this one
);
CREATE INDEX fetches_url ON fetches (url);
CREATE INDEX fetches_input ON fetches (input);

CREATE TABLE appearances (              -- where a document was seen: one document may be seen in many places
    row INTEGER PRIMARY KEY,
    doc TEXT NOT NULL REFERENCES documents (id),
    input INTEGER REFERENCES inputs (row),  -- what the user gave: a file, an address, a feed; unknown in old cases
    name TEXT NOT NULL,                 -- where in it
    url TEXT,                           -- the address as given there
    canonical TEXT,                     -- its canonical form
    words TEXT NOT NULL,                -- hash of the text, spaces and composition of letters aside
    form TEXT NOT NULL,                 -- page, feed or given: versions are told only among documents of one form
    fetch INTEGER REFERENCES fetches (row),
    seen TEXT                           -- when; unknown in old cases
);
CREATE INDEX appearances_doc ON appearances (doc);
CREATE INDEX appearances_place ON appearances (input, name);
CREATE INDEX appearances_canonical ON appearances (canonical, words);

CREATE TABLE versions (                 -- the document has other words than an earlier one at the same address
    row INTEGER PRIMARY KEY,
    doc TEXT NOT NULL REFERENCES documents (id),
    earlier TEXT NOT NULL REFERENCES documents (id),
    canonical TEXT NOT NULL,
    share REAL NOT NULL,                -- of the words of both, how many are in common: 0 to 1
    differences TEXT NOT NULL,          -- [[[start, end] in the earlier text, [start, end] in this one], ...]
    method TEXT NOT NULL,
    UNIQUE (doc, earlier)
);
CREATE INDEX versions_earlier ON versions (earlier);

INSERT INTO inputs (name, kind, state, reason, changed)
    SELECT name, 'part', 'failed', error, strftime ('%Y-%m-%dT%H:%M:%SZ', 'now') FROM failures ORDER BY name;
DROP TABLE failures;
INSERT INTO appearances (doc, name, url, canonical, words, form)
    SELECT id, name, url, firsthand_canonical (url), firsthand_words (text),
        CASE WHEN name LIKE '%.htm' OR name LIKE '%.html' THEN 'page' ELSE 'given' END FROM documents ORDER BY row;

CREATE TRIGGER fetches_kept BEFORE UPDATE ON fetches BEGIN
    SELECT RAISE (ABORT, 'what was fetched is never rewritten');
END;
CREATE TRIGGER appearances_kept BEFORE UPDATE ON appearances BEGIN
    SELECT RAISE (ABORT, 'an appearance is never rewritten');
END;
CREATE TRIGGER versions_kept BEFORE UPDATE ON versions BEGIN
    SELECT RAISE (ABORT, 'a version is never rewritten');
END;
