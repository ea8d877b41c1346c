-- 1: the case. `record` in documents is the truth: everything found in the document, as JSON.
-- The other columns and tables repeat it for reading, joining and searching (also in other programs, such as
-- Datasette); `words` columns are the text of the spans beside them. Offsets count characters, half-open.

CREATE TABLE documents (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,                 -- the path, address or id it was added by
    lang TEXT NOT NULL,
    outlet TEXT,
    title TEXT,
    author TEXT,
    url TEXT,
    published TEXT,
    published_how TEXT NOT NULL,
    published_inferred INTEGER NOT NULL,
    text TEXT NOT NULL,
    record TEXT NOT NULL
);

CREATE TABLE items (
    row INTEGER PRIMARY KEY,
    doc TEXT NOT NULL REFERENCES documents (id),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    outlet TEXT,
    domain TEXT,
    title TEXT,
    author TEXT,
    url TEXT,
    heading TEXT NOT NULL,              -- [start, end]
    body TEXT,
    UNIQUE (doc, number)
);

CREATE TABLE attributions (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    doc TEXT NOT NULL REFERENCES documents (id),
    number INTEGER NOT NULL,
    source_words TEXT NOT NULL,
    cue_words TEXT NOT NULL,
    content_words TEXT NOT NULL,
    type TEXT NOT NULL,
    polarity TEXT NOT NULL,
    source_kind TEXT NOT NULL,
    cue_stance TEXT,
    parent TEXT,
    source TEXT NOT NULL,               -- [[start, end], ...]
    cue TEXT NOT NULL,
    content TEXT NOT NULL,
    score REAL NOT NULL,
    method TEXT NOT NULL,
    UNIQUE (doc, number)
);

CREATE TABLE relays (
    row INTEGER PRIMARY KEY,
    attribution TEXT NOT NULL REFERENCES attributions (id),
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    span TEXT NOT NULL,
    UNIQUE (attribution, number)
);

CREATE TABLE speakers (
    row INTEGER PRIMARY KEY,
    attribution TEXT NOT NULL REFERENCES attributions (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    method TEXT NOT NULL,
    score REAL NOT NULL,
    evidence TEXT NOT NULL
);

CREATE TABLE said (
    row INTEGER PRIMARY KEY,
    attribution TEXT NOT NULL REFERENCES attributions (id),
    value TEXT NOT NULL,
    how TEXT NOT NULL,
    evidence TEXT NOT NULL
);

CREATE TABLE chains (
    row INTEGER PRIMARY KEY,
    attribution TEXT NOT NULL REFERENCES attributions (id),
    hop INTEGER NOT NULL,               -- 0 is the ultimate utterer
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    span TEXT,
    UNIQUE (attribution, hop)
);

CREATE TABLE dates (
    row INTEGER PRIMARY KEY,
    doc TEXT NOT NULL REFERENCES documents (id),
    value TEXT NOT NULL,
    precision TEXT NOT NULL,
    words TEXT NOT NULL,
    span TEXT NOT NULL,
    how TEXT NOT NULL
);

CREATE TABLE notices (
    row INTEGER PRIMARY KEY,
    doc TEXT NOT NULL REFERENCES documents (id),
    kind TEXT NOT NULL,
    message TEXT NOT NULL,
    span TEXT
);

CREATE TABLE failures (
    row INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,          -- an input that could not be read, the last time it was tried
    error TEXT NOT NULL
);

CREATE TABLE names (
    row INTEGER PRIMARY KEY,
    doc TEXT NOT NULL REFERENCES documents (id),
    name TEXT NOT NULL,
    role TEXT NOT NULL,                 -- speaker, relay, outer (source), outlet or author
    UNIQUE (doc, name, role)
);

CREATE INDEX attributions_doc ON attributions (doc);
CREATE INDEX relays_attribution ON relays (attribution);
CREATE INDEX speakers_attribution ON speakers (attribution);
CREATE INDEX speakers_name ON speakers (name);
CREATE INDEX said_attribution ON said (attribution);
CREATE INDEX chains_name ON chains (name);
CREATE INDEX dates_doc ON dates (doc);
CREATE INDEX notices_doc ON notices (doc);

CREATE VIRTUAL TABLE documents_fts USING fts5 (
    title, text, content = 'documents', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE attributions_fts USING fts5 (
    content_words, content = 'attributions', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE names_fts USING fts5 (
    name, content = 'names', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER documents_indexed AFTER INSERT ON documents BEGIN
    INSERT INTO documents_fts (rowid, title, text) VALUES (new.row, new.title, new.text);
END;
CREATE TRIGGER attributions_indexed AFTER INSERT ON attributions BEGIN
    INSERT INTO attributions_fts (rowid, content_words) VALUES (new.row, new.content_words);
END;
CREATE TRIGGER names_indexed AFTER INSERT ON names BEGIN
    INSERT INTO names_fts (rowid, name) VALUES (new.row, new.name);
END;

-- What was extracted is never rewritten: what is decided about it later goes into rows of its own.
CREATE TRIGGER documents_kept BEFORE UPDATE ON documents BEGIN
    SELECT RAISE (ABORT, 'a document of a case is never rewritten');
END;
CREATE TRIGGER items_kept BEFORE UPDATE ON items BEGIN
    SELECT RAISE (ABORT, 'an item of a case is never rewritten');
END;
CREATE TRIGGER attributions_kept BEFORE UPDATE ON attributions BEGIN
    SELECT RAISE (ABORT, 'an attribution of a case is never rewritten');
END;
