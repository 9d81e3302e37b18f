-- Texts that are no proper Unicode are kept as blobs of UTF-16, so columns for texts have no type.

CREATE TABLE origin (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  made_with NOT NULL,
  boot_id NOT NULL,
  closed INTEGER NOT NULL
);

CREATE TABLE lineage (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  epoch NOT NULL,
  revision INTEGER NOT NULL
);

CREATE TABLE frame (
  revision INTEGER PRIMARY KEY,
  body BLOB NOT NULL
);

-- The checkpoints of one experiment have the same config.
CREATE TABLE config (
  id INTEGER PRIMARY KEY,
  hash INTEGER NOT NULL,
  text BLOB NOT NULL
);

CREATE INDEX config_hash ON config (hash);

CREATE TABLE run (
  key NOT NULL PRIMARY KEY,
  id NOT NULL,
  name NOT NULL,
  checkpoint_path NOT NULL,
  checkpoint_step INTEGER NOT NULL,
  evaluated_at TEXT NOT NULL,
  training_config INTEGER NOT NULL REFERENCES config (id),
  metrics BLOB NOT NULL,
  tags BLOB NOT NULL,
  notes NOT NULL,
  progression BLOB,
  own_curves INTEGER NOT NULL,
  seen BLOB,
  files BLOB NOT NULL
);

CREATE TABLE entry (
  key NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL,
  files BLOB NOT NULL
);

CREATE TABLE removal (
  position INTEGER PRIMARY KEY,
  key NOT NULL,
  results BLOB
);

CREATE TABLE log (
  path NOT NULL PRIMARY KEY,
  content BLOB NOT NULL
);

CREATE TABLE problem (
  position INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  path NOT NULL,
  message NOT NULL,
  since TEXT NOT NULL
);
