-- Shingles that one house prints in several stories, or that many stories have whatever their house.
-- In: traces (doc, house, story, shingle), one row a shingle of a document; near copies are left out.
-- Out: shingle, and the house it is boilerplate of; null for all of them.
SELECT house, shingle
FROM traces
WHERE house IS NOT NULL
GROUP BY house, shingle
HAVING count(DISTINCT story) >= $in_house
UNION ALL
SELECT NULL AS house, shingle
FROM traces
GROUP BY shingle
HAVING count(DISTINCT story) >= $anywhere AND count(DISTINCT story) >= $share * $documents
