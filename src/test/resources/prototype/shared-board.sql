-- The board of several daemons. Times are the server's; clients send none.

-- A daemon from one start to the next. Its counter's row stays locked until the commit, so its revisions commit in order.
CREATE TABLE writer (
  name text PRIMARY KEY,
  revision bigint NOT NULL
);

-- Who may write the runs below a root. The generation grows whenever the root changes hands.
CREATE TABLE root (
  path text PRIMARY KEY,
  owner text NOT NULL,
  generation bigint NOT NULL,
  expires timestamptz NOT NULL
);

CREATE TABLE run (
  key text PRIMARY KEY,
  root text NOT NULL REFERENCES root,
  writer text NOT NULL REFERENCES writer,
  revision bigint NOT NULL,
  json bytea COMPRESSION lz4 NOT NULL
);
CREATE INDEX run_change ON run (writer, revision);

CREATE TABLE note (
  run text PRIMARY KEY REFERENCES run,
  version bigint NOT NULL,
  text text NOT NULL
);
