-- What is worked out over all documents of a case, kept beside it: who speaks where, who published what, which
-- quotations are versions of one, which texts share passages. It may be deleted at any time, and is made anew.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE docs (
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL,            -- the order of publication
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    lang TEXT NOT NULL,
    outlet TEXT,
    outlet_id TEXT,
    author TEXT,
    url TEXT,
    published TEXT,
    inferred INTEGER NOT NULL,
    chars INTEGER NOT NULL,
    statements INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX docs_outlet ON docs (outlet_id);
CREATE INDEX docs_number ON docs (number);

CREATE TABLE outlets (id TEXT PRIMARY KEY, name TEXT NOT NULL, owner TEXT, docs INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE parties (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    names TEXT NOT NULL,                -- JSON
    docs INTEGER NOT NULL,
    statements INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX parties_size ON parties (docs DESC, name);
CREATE TABLE voices (id TEXT PRIMARY KEY, party TEXT NOT NULL, doc TEXT NOT NULL, name TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX voices_party ON voices (party);
CREATE INDEX voices_doc ON voices (doc);
CREATE TABLE spoken (attribution TEXT PRIMARY KEY, party TEXT NOT NULL, doc TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX spoken_party ON spoken (party, doc);
CREATE TABLE party_links (
    a TEXT NOT NULL, b TEXT NOT NULL,   -- voices
    level TEXT NOT NULL,
    why TEXT NOT NULL
);
CREATE INDEX party_links_a ON party_links (a);
CREATE INDEX party_links_b ON party_links (b);

CREATE TABLE quotations (
    id TEXT PRIMARY KEY,
    family TEXT NOT NULL,
    doc TEXT NOT NULL,
    text TEXT NOT NULL,
    start INTEGER, end INTEGER,
    attribution TEXT,
    speaker TEXT,
    lang TEXT,
    drift TEXT                          -- JSON: how it differs from the first of its family; null for that one
) WITHOUT ROWID;
CREATE INDEX quotations_family ON quotations (family);
CREATE INDEX quotations_doc ON quotations (doc);
CREATE TABLE families (id TEXT PRIMARY KEY, origin TEXT NOT NULL, versions INTEGER NOT NULL, docs INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE reuse (a TEXT NOT NULL, b TEXT NOT NULL, share REAL NOT NULL, record TEXT NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX reuse_b ON reuse (b);
