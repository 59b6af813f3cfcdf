import GRDB
import PisteCore
import PisteStore
import Testing

/// What the schema must refuse whoever writes it, so these tests speak SQL.
@Suite struct ConstraintTests {
  private let sandbox: StoreSandbox
  private let store: RunStore

  /// Runs 1 … 7, in the order of the statuses; 1 is queued and 2 running with an epoch.
  init() throws {
    sandbox = try StoreSandbox()
    store = try sandbox.store((1...7).map { Sample.run($0) })
    for run in 2...7 { try store.start(run) }
    try store.record([.epoch(Sample.id(2), attempt: 1, Sample.report(1))])
    for (run, kind) in zip(3...7, Outcome.Kind.allCases) { try store.finish(run, kind) }
  }

  @Test(arguments: [
    "UPDATE run SET status = 'paused', outcome = '{}' WHERE id = 1",
    "UPDATE run SET outcome = '{\"kind\":\"completed\"}' WHERE id = 2",
    "UPDATE run SET status = 'completed' WHERE id = 2",
    "UPDATE run SET status = 'completed', outcome = '{\"kind\":\"completed\"}' WHERE id = 2",
    "UPDATE run SET status = 'completed', outcome = '{\"kind\":\"diverged\"}', "
      + "finished_at = '2026-01-01T00:00:00.000Z' WHERE id = 2",
    "UPDATE run SET status = 'completed', outcome = 'no JSON', "
      + "finished_at = '2026-01-01T00:00:00.000Z' WHERE id = 2",
    "UPDATE run SET status = 'running' WHERE id = 1",
    "UPDATE run SET started_at = '2026-01-01T00:00:00.000Z' WHERE id = 1",
    "UPDATE run SET started_at = '2026-01-01 00:00:00' WHERE id = 2",
    "UPDATE run SET finished_at = 'yesterday' WHERE id = 3",
    "UPDATE run SET seconds = -1 WHERE id = 3",
    "UPDATE run SET settings = '{' WHERE id = 1",
    "UPDATE run SET settings = NULL WHERE id = 1",
    "UPDATE run SET data_digest = NULL WHERE id = 1",
    "UPDATE run SET attempt = -1 WHERE id = 1",
    "INSERT INTO run (hex, seed, settings, data_digest, core_version) "
      + "VALUES ('abc', 1, '{}', 'd', 1)",
    "INSERT INTO run (hex, seed, settings, data_digest, core_version) "
      + "SELECT upper(hex), 1, '{}', 'd', 1 FROM run WHERE id = 1",
    "INSERT INTO run (hex, seed, settings, data_digest, core_version) "
      + "SELECT hex, 1, '{}', 'd', 1 FROM run WHERE id = 1",
    "INSERT INTO run (hex, seed, settings, data_digest, core_version) "
      + "SELECT 'f' || substr(hex, 2), 'one', '{}', 'd', 1 FROM run WHERE id = 1",
    "INSERT INTO run (hex, seed, settings, data_digest, core_version) "
      + "SELECT 'f' || substr(hex, 2), 1, '{}', 'd', 0 FROM run WHERE id = 1",
    "INSERT INTO epoch_value VALUES (2, 0, 1, 0.5)",
    "INSERT INTO epoch_value VALUES (2, 2, 1, 9e999)",
    "INSERT INTO epoch_value VALUES (2, 2, 1, -9e999)",
    "INSERT INTO epoch_value VALUES (2, 2, 1, 'half')",
    "INSERT INTO epoch_value VALUES (2, 1, 1, 0.5)",
    "INSERT INTO epoch_value VALUES (2, 2, 99, 0.5)",
    "INSERT INTO epoch_value VALUES (99, 2, 1, 0.5)",
    "INSERT INTO step_value VALUES (2, 0, 1, 1, 0.5)",
    "INSERT INTO step_value VALUES (2, 1, 1, 0, 0.5)",
    "INSERT INTO step_value VALUES (2, 1, 1, 1, 9e999)",
    "INSERT INTO step_value VALUES (99, 1, 1, 1, 0.5)",
    "INSERT INTO metric (name) VALUES ('')",
    "INSERT INTO metric (name) VALUES ('train/loss')",
    "INSERT INTO experiment (name) VALUES ('')",
    "INSERT INTO experiment (name) VALUES ('sample')",
    "UPDATE plan SET goal = 'better'",
    "UPDATE plan SET manifest = 'no JSON'",
    "UPDATE plan SET ordinal = 0",
    "UPDATE plan SET metric = ''",
    "UPDATE plan SET experiment = 99",
    "UPDATE sweep SET environment = 'no JSON'",
    "UPDATE sweep SET plan = 99",
    "UPDATE member SET stage = 'practise'",
    "UPDATE member SET number = 0 WHERE number = 1",
    "UPDATE member SET run = 99",
    "UPDATE member SET number = 2 WHERE number = 1",
    "UPDATE member SET run = 2 WHERE run = 1",
    "DELETE FROM run WHERE id = 1",
    "UPDATE attempt SET ending = 'lost', ended_at = started_at WHERE run = 2",
    "UPDATE attempt SET ending = 'gone', ended_at = started_at WHERE run = 2",
    "UPDATE attempt SET ended_at = started_at WHERE run = 2",
    "UPDATE attempt SET number = 0 WHERE run = 2",
    "UPDATE attempt SET process = 0 WHERE run = 2",
    "UPDATE attempt SET exit_status = 256 WHERE run = 2",
    "UPDATE attempt SET signal = 0 WHERE run = 2",
    "UPDATE attempt SET exit_status = 1, signal = 9 WHERE run = 2",
    "UPDATE attempt SET log_tail = '' WHERE run = 2",
    "UPDATE run SET note = '' WHERE id = 1",
    "UPDATE experiment SET note = ''",
    "INSERT INTO run_tag VALUES (1, '')",
    "INSERT INTO run_tag VALUES (99, 'keep')",
    "INSERT INTO run_tag VALUES (1, NULL)",
    "INSERT INTO experiment_tag VALUES (1, '')",
    "INSERT INTO experiment_tag VALUES (99, 'keep')",
    "INSERT INTO experiment_tag VALUES (1, 'keep'), (1, 'keep')",
  ])
  func theSchemaRefuses(_ sql: String) throws {
    let error = storeError { try store.write { try $0.execute(sql: sql) } }
    #expect(error?.code == .inconsistent, "\(sql)")
  }

  @Test func guardsHold() { checkGuards(of: store) }

  @Test func aSchemaWithoutGuardsIsCaught() throws {
    try store.write { db in
      for name in try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
      {
        try db.execute(sql: "DROP TRIGGER \(name)")
      }
    }
    withKnownIssue { checkGuards(of: store) }
  }

  /// A law of every store: results are final, measures belong to running runs, identity is fixed.
  private func checkGuards(of store: RunStore) {
    let statements = [
      "UPDATE run SET status = 'queued', outcome = NULL, finished_at = NULL, started_at = NULL, "
        + "worker = NULL WHERE id = 3",
      "UPDATE run SET status = 'running', outcome = NULL, finished_at = NULL WHERE id = 4",
      "UPDATE run SET status = 'diverged', outcome = '{\"kind\":\"diverged\"}' WHERE id = 3",
      "UPDATE run SET status = 'running', outcome = NULL, finished_at = NULL WHERE id = 6",
      "UPDATE run SET status = 'completed', outcome = '{\"kind\":\"completed\"}', attempt = 1, "
        + "worker = 'w', started_at = '2026-01-01T00:00:00.000Z', "
        + "finished_at = '2026-01-01T00:00:00.000Z' WHERE id = 1",
      "UPDATE run SET attempt = 0 WHERE id = 6",
      "UPDATE run SET hex = 'f' || substr(hex, 2) WHERE id = 1",
      "UPDATE run SET seed = 2 WHERE id = 1",
      "INSERT INTO epoch_value VALUES (1, 1, 1, 0.5)",
      "INSERT INTO epoch_value VALUES (3, 1, 1, 0.5)",
      "INSERT INTO step_value VALUES (3, 1, 1, 1, 0.5)",
    ]
    for sql in statements {
      let error = storeError {
        try store.write { db in
          try db.execute(sql: sql)
          // What passed must not hide what comes after it.
          throw StoreError(.io, "accepted: \(sql)")
        }
      }
      #expect(error?.code == .inconsistent, "\(sql)")
    }
  }

  @Test func deletingARunTakesItsMeasuresAlong() throws {
    try store.write { db in
      try db.execute(sql: "DELETE FROM member WHERE run = 2")
      try db.execute(sql: "DELETE FROM run WHERE id = 2")
    }
    #expect(try store.rows("SELECT count(*) FROM epoch_value") == ["0"])
    #expect(try store.rows("SELECT count(*) FROM attempt WHERE run = 2") == ["0"])
  }
}
