-- Everything is saved as JSON documents. The key is ASCII JSON; the checksum is of kind, key and json.

DROP TABLE IF EXISTS origin;
DROP TABLE IF EXISTS lineage;
DROP TABLE IF EXISTS frame;
DROP TABLE IF EXISTS run;
DROP TABLE IF EXISTS config;
DROP TABLE IF EXISTS entry;
DROP TABLE IF EXISTS removal;
DROP TABLE IF EXISTS log;
DROP TABLE IF EXISTS problem;

CREATE TABLE document (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  json BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (kind, key)
);
