-- Every statement of the SQLite store; `-- name:` gives the name by which the code asks for it.

-- name: schema
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
-- The facts stand last in a row, so that a look at the other columns does not read their pages.
CREATE TABLE batch (
    last_seq INTEGER PRIMARY KEY,
    n INTEGER NOT NULL,
    tick INTEGER NOT NULL,
    engine TEXT NOT NULL,
    name_sha BLOB NOT NULL,
    key_sha BLOB NOT NULL,
    body_sha BLOB NOT NULL,
    sha256 BLOB NOT NULL,
    facts BLOB NOT NULL
) STRICT;
CREATE TABLE name (last_seq INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT;
CREATE TABLE key (last_seq INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT;
CREATE TABLE body (last_seq INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT;
CREATE TABLE snapshot (
    id INTEGER PRIMARY KEY,
    last_seq INTEGER NOT NULL,
    network_hash TEXT NOT NULL,
    layout_hash TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY,
    identity BLOB NOT NULL UNIQUE,
    origin TEXT NOT NULL,
    line INTEGER NOT NULL,
    content TEXT NOT NULL,
    why TEXT NOT NULL,
    state TEXT NOT NULL
) STRICT;

-- name: reached_schema
CREATE TABLE IF NOT EXISTS reached (id INTEGER PRIMARY KEY CHECK (id = 1), tick INTEGER NOT NULL) STRICT;

-- name: reach
INSERT INTO reached VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET tick = max(tick, excluded.tick);

-- name: reached
SELECT tick FROM reached;

-- name: tables
SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name;

-- name: add_meta
INSERT INTO meta VALUES (?, ?);

-- name: meta
SELECT name, value FROM meta;

-- name: add_batch
INSERT INTO batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: add_name
INSERT INTO name VALUES (?, ?);

-- name: add_key
INSERT INTO key VALUES (?, ?);

-- name: add_body
INSERT INTO body VALUES (?, ?);

-- name: last
SELECT last_seq, n, tick, engine, name_sha, key_sha, body_sha, sha256, facts
FROM batch ORDER BY last_seq DESC LIMIT 1;

-- name: content_of_name
SELECT content FROM name WHERE last_seq = ?;

-- name: content_of_key
SELECT content FROM key WHERE last_seq = ?;

-- name: content_of_body
SELECT content FROM body WHERE last_seq = ?;

-- name: before
SELECT last_seq, sha256 FROM batch WHERE last_seq <= ? ORDER BY last_seq DESC LIMIT 1;

-- name: batches
SELECT last_seq, n, tick, engine, name_sha, key_sha, body_sha, sha256, facts
FROM batch WHERE last_seq > ? ORDER BY last_seq;

-- name: parts_name
SELECT b.last_seq - b.n + 1, p.content, b.name_sha
FROM batch AS b LEFT JOIN name AS p USING (last_seq)
WHERE last_seq > ? AND last_seq <= ? AND b.name_sha <> x'' ORDER BY last_seq;

-- name: parts_key
SELECT b.last_seq - b.n + 1, p.content, b.key_sha
FROM batch AS b LEFT JOIN key AS p USING (last_seq)
WHERE last_seq > ? AND last_seq <= ? AND b.key_sha <> x'' ORDER BY last_seq;

-- name: parts_body
SELECT b.last_seq - b.n + 1, p.content, b.body_sha
FROM batch AS b LEFT JOIN body AS p USING (last_seq)
WHERE last_seq > ? AND last_seq <= ? AND b.body_sha <> x'' ORDER BY last_seq;

-- name: strays
SELECT 'name', last_seq FROM name WHERE last_seq NOT IN (SELECT last_seq FROM batch WHERE name_sha <> x'')
UNION ALL
SELECT 'key', last_seq FROM key WHERE last_seq NOT IN (SELECT last_seq FROM batch WHERE key_sha <> x'')
UNION ALL
SELECT 'body', last_seq FROM body WHERE last_seq NOT IN (SELECT last_seq FROM batch WHERE body_sha <> x'');

-- name: beyond
SELECT min(last_seq) FROM (
    SELECT last_seq FROM name UNION ALL SELECT last_seq FROM key UNION ALL SELECT last_seq FROM body
)
WHERE last_seq > (SELECT coalesce(max(last_seq), 0) FROM batch);

-- name: add_snapshot
INSERT INTO snapshot (last_seq, network_hash, layout_hash, sha256, content) VALUES (?, ?, ?, ?, ?);

-- name: drop_snapshots
DELETE FROM snapshot WHERE id NOT IN (SELECT id FROM snapshot ORDER BY id DESC LIMIT 2);

-- name: snapshots
SELECT last_seq, network_hash, layout_hash, content, sha256 FROM snapshot ORDER BY id DESC;

-- name: add_quarantine
INSERT INTO quarantine (identity, origin, line, content, why, state) VALUES (?, ?, ?, ?, ?, 'waiting')
ON CONFLICT (identity) DO UPDATE SET state = 'waiting', why = excluded.why RETURNING id;

-- name: quarantined
SELECT id, identity, origin, line, content, why, state FROM quarantine ORDER BY id;

-- name: release
UPDATE quarantine SET state = 'released' WHERE id = ? AND state = 'waiting' RETURNING id;
