-- 3: what people decided, and the claims that were traced. Decisions are only ever added: one is taken back by another.
-- Of claims `record` is the truth, as JSON; the other columns and tables repeat it for other programs, and all of it is
-- replaced when the claim is traced anew.

CREATE TABLE judgements (
    row INTEGER PRIMARY KEY,            -- the order they were made in
    id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,                   -- ISO 8601, UTC
    by TEXT,
    decision TEXT NOT NULL CHECK (decision IN ('confirm', 'reject', 'merge', 'split', 'origin', 'note', 'undo')),
    subject TEXT NOT NULL,              -- the id of a merge, report, claim, party or voice; for undo, of a judgement
    value TEXT,                         -- the other id of a merge or split, or the name of an origin
    note TEXT
);
CREATE INDEX judgements_subject ON judgements (subject);

CREATE TABLE traced (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    claim TEXT NOT NULL,
    asked INTEGER NOT NULL,             -- 0: found in the documents
    articles INTEGER NOT NULL,          -- that support it
    outlets INTEGER NOT NULL,
    origins INTEGER NOT NULL,           -- independent ones, the best count
    origins_min INTEGER NOT NULL,
    origins_max INTEGER NOT NULL,
    denials INTEGER NOT NULL,
    made_at TEXT NOT NULL,              -- when it was traced; not in the record, which is the same for the same inputs
    record TEXT NOT NULL
);

CREATE TABLE reports (
    row INTEGER PRIMARY KEY,
    claim TEXT NOT NULL REFERENCES traced (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    number INTEGER NOT NULL,            -- its place in the claim, from 0: in the order of publication
    doc TEXT NOT NULL,                  -- the id of the document
    name TEXT NOT NULL,                 -- and the name it was added by
    outlet TEXT,
    published TEXT,
    stance TEXT NOT NULL,
    variant TEXT,
    origin TEXT NOT NULL,
    origin_kind TEXT NOT NULL,
    chain TEXT NOT NULL,                -- names, utterer first, with arrows between
    words TEXT NOT NULL,
    spans TEXT NOT NULL,                -- [[start, end], ...]
    attribution TEXT,
    score REAL NOT NULL,
    counted INTEGER NOT NULL,           -- 0: not sure enough to count
    UNIQUE (claim, number)
);
CREATE INDEX reports_id ON reports (id);
CREATE INDEX reports_doc ON reports (doc);
CREATE INDEX reports_origin ON reports (origin);

CREATE TABLE merges (
    row INTEGER PRIMARY KEY,
    claim TEXT NOT NULL REFERENCES traced (id) ON DELETE CASCADE,
    id TEXT NOT NULL,                   -- two reasons of one kind between the same two reports have one id
    a TEXT NOT NULL,                    -- reports
    b TEXT NOT NULL,
    level TEXT NOT NULL,
    kind TEXT NOT NULL,
    score REAL NOT NULL,
    why TEXT NOT NULL
);
CREATE INDEX merges_claim ON merges (claim);
CREATE INDEX merges_id ON merges (id);

CREATE TRIGGER judgements_kept BEFORE UPDATE ON judgements BEGIN
    SELECT RAISE (ABORT, 'a decision is never rewritten; undo it');
END;
CREATE TRIGGER judgements_stay BEFORE DELETE ON judgements BEGIN
    SELECT RAISE (ABORT, 'a decision is never deleted; undo it');
END;
