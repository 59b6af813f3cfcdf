/// What the second schema adds to the first, frozen too: how attempts ended, tags and notes.
enum SchemaV2 {
  /// Columns and tables, and the tags of the experiments that are there.
  static let changes = """
    ALTER TABLE attempt ADD COLUMN exit_status INTEGER CHECK (exit_status BETWEEN 0 AND 255);
    ALTER TABLE attempt ADD COLUMN signal INTEGER
      CHECK (signal IS NULL OR (signal BETWEEN 1 AND 127 AND exit_status IS NULL));
    ALTER TABLE attempt ADD COLUMN log_tail TEXT CHECK (log_tail <> '');

    ALTER TABLE experiment ADD COLUMN note TEXT CHECK (note <> '');
    ALTER TABLE run ADD COLUMN note TEXT CHECK (note <> '');

    CREATE TABLE experiment_tag (
      experiment INTEGER NOT NULL REFERENCES experiment (id) ON DELETE CASCADE,
      tag TEXT NOT NULL CHECK (tag <> ''),
      PRIMARY KEY (experiment, tag)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE run_tag (
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      tag TEXT NOT NULL CHECK (tag <> ''),
      PRIMARY KEY (run, tag)
    ) STRICT, WITHOUT ROWID;

    INSERT OR IGNORE INTO experiment_tag (experiment, tag)
    SELECT plan.experiment, word.value FROM plan, json_each(plan.manifest, '$.tags') AS word
    WHERE word.type = 'text' AND word.value <> '' AND plan.ordinal = (
      SELECT max(ordinal) FROM plan AS other WHERE other.experiment = plan.experiment);
    """
}
