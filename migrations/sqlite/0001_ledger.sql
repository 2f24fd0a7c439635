-- What was applied, and what is being applied. Everything else is made from the model files.
CREATE TABLE quintet_ledger (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE quintet_journal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  written_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
  plan TEXT NOT NULL,
  step TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;
