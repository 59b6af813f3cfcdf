/// The first schema, frozen: stores of it exist, so a change is a new migration.
///
/// Times are UTC texts with milliseconds. Runs and metric names are integers inside, so that a
/// metric value takes some 25 bytes; the views give people the whole id and the name.
enum SchemaV1 {
  private static func isTime(_ column: String) -> String {
    let (two, digits) = ("[0-9][0-9]", "[0-9][0-9][0-9]")
    return "\(column) GLOB '\(two)\(two)-\(two)-\(two)T\(two):\(two):\(two).\(digits)Z'"
  }

  /// The private tables.
  static let tables = """
    CREATE TABLE experiment (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE CHECK (name <> '')
    ) STRICT;

    -- What an experiment's file said; the latest of a name is the experiment, others are history.
    CREATE TABLE plan (
      id INTEGER PRIMARY KEY,
      experiment INTEGER NOT NULL REFERENCES experiment (id) ON DELETE CASCADE,
      ordinal INTEGER NOT NULL CHECK (ordinal >= 1),
      created_at TEXT NOT NULL CHECK (\(isTime("created_at"))),
      description TEXT,
      metric TEXT NOT NULL CHECK (metric <> ''),
      goal TEXT NOT NULL CHECK (goal IN ('maximize', 'minimize')),
      manifest TEXT NOT NULL CHECK (json_valid(manifest)),
      source_file TEXT NOT NULL,
      source_text TEXT NOT NULL,
      UNIQUE (experiment, ordinal)
    ) STRICT;

    -- An invocation that carried a plan out, and where.
    CREATE TABLE sweep (
      id INTEGER PRIMARY KEY,
      plan INTEGER NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
      started_at TEXT NOT NULL CHECK (\(isTime("started_at"))),
      host TEXT NOT NULL,
      code_version TEXT NOT NULL,
      environment TEXT NOT NULL CHECK (json_valid(environment))
    ) STRICT;
    CREATE INDEX sweep_plan ON sweep (plan);

    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      hex TEXT NOT NULL UNIQUE CHECK (length(hex) = 64 AND hex NOT GLOB '*[^0-9a-f]*'),
      seed INTEGER NOT NULL, -- the bits of an unsigned number
      settings TEXT NOT NULL CHECK (json_valid(settings)),
      data_digest TEXT NOT NULL,
      core_version INTEGER NOT NULL CHECK (core_version >= 1),
      status TEXT NOT NULL DEFAULT 'queued' CHECK (status IN
        ('queued', 'running', 'completed', 'stopped', 'diverged', 'failed', 'lost')),
      attempt INTEGER NOT NULL DEFAULT 0 CHECK (attempt >= 0), -- the latest; older ones are void
      outcome TEXT,
      started_at TEXT CHECK (\(isTime("started_at"))),
      finished_at TEXT CHECK (\(isTime("finished_at"))),
      seconds REAL CHECK (seconds >= 0),
      host TEXT,
      worker TEXT,
      code_version TEXT,
      weights_hash TEXT,
      order_hash TEXT,
      CHECK ((status IN ('queued', 'running')) = (outcome IS NULL)),
      CHECK ((outcome IS NULL) = (finished_at IS NULL)),
      CHECK (outcome IS NULL OR
        CASE WHEN json_valid(outcome) THEN json_extract(outcome, '$.kind') IS status ELSE 0 END),
      CHECK (status <> 'queued' OR (started_at IS NULL AND worker IS NULL)),
      CHECK (status IN ('queued', 'failed', 'lost') OR
        (attempt >= 1 AND started_at IS NOT NULL AND worker IS NOT NULL))
    ) STRICT;

    CREATE TABLE member (
      plan INTEGER NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
      number INTEGER NOT NULL CHECK (number >= 1),
      run INTEGER NOT NULL REFERENCES run (id),
      stage TEXT NOT NULL CHECK (stage IN ('tune', 'evaluate')),
      configuration TEXT NOT NULL CHECK (configuration <> ''),
      level TEXT,
      PRIMARY KEY (plan, number),
      UNIQUE (plan, run, stage)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX member_run ON member (run);

    CREATE TABLE attempt (
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      number INTEGER NOT NULL CHECK (number >= 1),
      sweep INTEGER REFERENCES sweep (id) ON DELETE SET NULL,
      worker TEXT,
      process INTEGER CHECK (process > 0),
      started_at TEXT NOT NULL CHECK (\(isTime("started_at"))),
      ended_at TEXT CHECK (\(isTime("ended_at"))),
      ending TEXT CHECK (ending IN ('finished', 'lost', 'requeued', 'abandoned')),
      reason TEXT,
      PRIMARY KEY (run, number),
      CHECK ((ended_at IS NULL) = (ending IS NULL)),
      CHECK (ending IS NOT 'lost' OR reason IS NOT NULL)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX attempt_sweep ON attempt (sweep);

    CREATE TABLE metric (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE CHECK (name <> '')
    ) STRICT;

    -- The key's order is the order of writing, so that a run's values lie together.
    CREATE TABLE epoch_value (
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      epoch INTEGER NOT NULL CHECK (epoch >= 1),
      metric INTEGER NOT NULL REFERENCES metric (id),
      value REAL CHECK (value > -9e999 AND value < 9e999),
      PRIMARY KEY (run, epoch, metric)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE step_value (
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      step INTEGER NOT NULL CHECK (step >= 1),
      metric INTEGER NOT NULL REFERENCES metric (id),
      epoch INTEGER NOT NULL CHECK (epoch >= 1),
      value REAL CHECK (value > -9e999 AND value < 9e999),
      PRIMARY KEY (run, step, metric)
    ) STRICT, WITHOUT ROWID;
    """

  /// Triggers for what a CHECK cannot see: where a row comes from.
  static let guards = """
    CREATE TRIGGER run_begins_queued BEFORE INSERT ON run WHEN NEW.status <> 'queued'
    BEGIN SELECT RAISE(ABORT, 'a run begins queued'); END;

    -- Completed, stopped and diverged are results: final.
    CREATE TRIGGER run_transition BEFORE UPDATE OF status ON run
    WHEN OLD.status <> NEW.status AND NOT (
      (OLD.status = 'queued' AND NEW.status IN ('running', 'failed', 'lost'))
      OR (OLD.status = 'running')
      OR (OLD.status IN ('failed', 'lost') AND NEW.status = 'queued'))
    BEGIN SELECT RAISE(ABORT, 'a run cannot go from its status to that one'); END;

    CREATE TRIGGER run_attempt_rises BEFORE UPDATE OF attempt ON run
    WHEN NEW.attempt < OLD.attempt
    BEGIN SELECT RAISE(ABORT, 'attempts only rise'); END;

    CREATE TRIGGER run_identity_is_fixed BEFORE UPDATE OF hex, seed, data_digest, core_version
    ON run
    WHEN OLD.hex <> NEW.hex OR OLD.seed <> NEW.seed OR OLD.data_digest <> NEW.data_digest
      OR OLD.core_version <> NEW.core_version
    BEGIN SELECT RAISE(ABORT, 'what makes a run is fixed'); END;

    CREATE TRIGGER epoch_value_while_running BEFORE INSERT ON epoch_value
    WHEN (SELECT status FROM run WHERE id = NEW.run) <> 'running'
    BEGIN SELECT RAISE(ABORT, 'only a running run measures'); END;

    CREATE TRIGGER step_value_while_running BEFORE INSERT ON step_value
    WHEN (SELECT status FROM run WHERE id = NEW.run) <> 'running'
    BEGIN SELECT RAISE(ABORT, 'only a running run measures'); END;

    CREATE TRIGGER epoch_value_is_kept BEFORE UPDATE ON epoch_value
    WHEN (SELECT status FROM run WHERE id = NEW.run) <> 'running'
    BEGIN SELECT RAISE(ABORT, 'only a running run measures'); END;

    CREATE TRIGGER step_value_is_kept BEFORE UPDATE ON step_value
    WHEN (SELECT status FROM run WHERE id = NEW.run) <> 'running'
    BEGIN SELECT RAISE(ABORT, 'only a running run measures'); END;
    """

  private static let latestPlan = """
    plan.experiment = experiment.id AND plan.ordinal = (
        SELECT max(ordinal) FROM plan AS other WHERE other.experiment = experiment.id)
    """

  // A run may stand in a plan twice, to tune and to evaluate, where a protocol lets seeds
  // overlap: then its values are still listed once.
  private static let eachRunOnce = """
    NOT EXISTS (
        SELECT 1 FROM member AS twin WHERE twin.plan = member.plan AND twin.run = member.run
        AND twin.number < member.number)
    """

  /// The two public views.
  static let views = """
    CREATE VIEW run_view AS
    SELECT
      run.hex AS run, experiment.name AS experiment, member.number AS number,
      member.stage AS stage, member.configuration AS configuration, member.level AS level,
      run.status AS status, run.outcome AS outcome,
      CASE WHEN run.seed >= 0 THEN run.seed ELSE printf('%llu', run.seed) END AS seed,
      run.settings AS settings,
      (SELECT count(*) FROM attempt WHERE attempt.run = run.id) AS attempts,
      run.started_at AS started_at, run.finished_at AS finished_at, run.seconds AS seconds,
      run.host AS host, run.worker AS worker, run.code_version AS code_version,
      run.data_digest AS data_digest, run.weights_hash AS weights_hash,
      run.order_hash AS order_hash
    FROM experiment
    JOIN plan ON \(latestPlan)
    JOIN member ON member.plan = plan.id
    JOIN run ON run.id = member.run;

    CREATE VIEW metric_view AS
    SELECT
      run.hex AS run, experiment.name AS experiment, epoch_value.epoch AS epoch, NULL AS step,
      metric.name AS metric, epoch_value.value AS value
    FROM experiment
    JOIN plan ON \(latestPlan)
    JOIN member ON member.plan = plan.id AND \(eachRunOnce)
    JOIN run ON run.id = member.run
    JOIN epoch_value ON epoch_value.run = run.id
    JOIN metric ON metric.id = epoch_value.metric
    UNION ALL
    SELECT
      run.hex, experiment.name, step_value.epoch, step_value.step, metric.name, step_value.value
    FROM experiment
    JOIN plan ON \(latestPlan)
    JOIN member ON member.plan = plan.id AND \(eachRunOnce)
    JOIN run ON run.id = member.run
    JOIN step_value ON step_value.run = run.id
    JOIN metric ON metric.id = step_value.metric;
    """
}
