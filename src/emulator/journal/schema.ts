/** Grows with every change of the tables; kept in `PRAGMA user_version`. */
export const schemaVersion = 2;

const functionEvents = `
  CREATE TABLE function_events (
    key INTEGER PRIMARY KEY,
    body TEXT NOT NULL
  ) STRICT;
`;

// `events` and `function_events` are what happened; the other two are an index of the first and nothing more.
// The first event of an (execution, event_id) is the public one, hidden ones follow it.
// Keys count up: executions and callbacks are in the order of their starts.
// Times are REAL: a scaled clock has fractions of milliseconds.
export const schema = `
  ${functionEvents}
  CREATE TABLE events (
    key INTEGER PRIMARY KEY,
    execution INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX events_by_execution ON events (execution, event_id);

  CREATE TABLE executions (
    key INTEGER PRIMARY KEY,
    execution_id TEXT NOT NULL UNIQUE,
    arn TEXT NOT NULL,
    function_name TEXT NOT NULL,
    version TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    started_at REAL NOT NULL,
    ended_at REAL,
    next_deadline REAL,
    awake INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX executions_by_function ON executions (function_name);
  CREATE INDEX executions_by_name ON executions (name, function_name);
  CREATE INDEX executions_due ON executions (next_deadline) WHERE next_deadline IS NOT NULL;
  CREATE INDEX executions_awake ON executions (key) WHERE awake = 1;

  CREATE TABLE callbacks (
    key INTEGER PRIMARY KEY,
    execution INTEGER NOT NULL,
    operation_id TEXT NOT NULL,
    function_name TEXT NOT NULL,
    callback TEXT NOT NULL,
    UNIQUE (execution, operation_id)
  ) STRICT;
  CREATE INDEX callbacks_by_function ON callbacks (function_name);

  PRAGMA user_version = ${schemaVersion};
`;

/** What an older file lacks, by its version. */
export const upgrades: Readonly<Record<number, string>> = {
  1: `BEGIN; ${functionEvents} PRAGMA user_version = 2; COMMIT;`,
};
