-- Pairs of documents worth laying side by side.
-- In: traces (doc, house, shingle, repeated), one row a shingle of a document; repeated: boilerplate of its house.
-- Documents are numbered in the order of publication. Out: a < b, and how many shingles they share.
--
-- A shingle in few documents pairs each with each. One in many would give their square: it pairs each with the
-- first that has it, which is where it most likely comes from. Then each document keeps its best partners before it.
WITH counted AS (
    SELECT shingle, count(*) AS documents, min(doc) AS first
    FROM traces
    GROUP BY shingle
    HAVING count(*) > 1
),
rare AS (
    SELECT traces.doc, traces.house, traces.shingle, traces.repeated
    FROM traces JOIN counted USING (shingle)
    WHERE counted.documents <= $most_documents
),
met AS (
    SELECT a.doc AS a, b.doc AS b
    FROM rare AS a JOIN rare AS b ON a.shingle = b.shingle AND a.doc < b.doc
    WHERE NOT (a.repeated AND b.repeated AND a.house = b.house)
    UNION ALL
    SELECT counted.first AS a, traces.doc AS b
    FROM traces JOIN counted USING (shingle)
    WHERE counted.documents > $most_documents AND traces.doc > counted.first AND NOT traces.repeated
),
shared AS (
    SELECT a, b, count(*) AS shingles
    FROM met
    GROUP BY a, b
    HAVING count(*) >= $least_shared
)
SELECT a, b, shingles
FROM shared
QUALIFY row_number() OVER (PARTITION BY b ORDER BY shingles DESC, a) <= $most_partners
ORDER BY a, b
