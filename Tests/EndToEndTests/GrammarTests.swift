import Foundation
import Testing

@Suite struct GrammarTests {
  @Test func theFaultsOfSeveralFilesComeAtOnce() throws {
    let place = try Workplace()
    try place.write("settings: {dataset: iris, epochs: 0}\n", to: "base.yaml")
    try place.write("name: a\nextends: base.yaml\nwhere: epochs <\n", to: "a.yaml")
    try place.write("name: b\nextends: base.yaml\ntimeout: soon\n", to: "b.yaml")
    let result = try place.run("sweep", "a.yaml", "b.yaml")
    #expect(result.status == 65)
    for start in ["a.yaml:3:16: error: ", "b.yaml:3:10: error: ", "base.yaml:1:35: error: "] {
      #expect(result.errors.contains(start), "\(result.errors)")
    }
    // The file that both extend is told once.
    #expect(result.errors.hasSuffix("3 errors\n"), "\(result.errors)")
  }

  @Test func anExtendedFilesDataAreFoundFromItsOwnFolder() throws {
    let place = try Workplace()
    let rows = (0..<60).map { "\($0 % 7),\($0 % 5),\($0 % 2 == 0 ? "a" : "b")" }
    try place.write("x,y,c\n" + rows.joined(separator: "\n") + "\n", to: "shared/data/t.csv")
    try place.write(
      "settings: {dataset: {name: csv, path: data/t.csv, target: c}, epochs: 1, model.hidden: [2]}\n",
      to: "shared/base.yaml")
    try place.write("name: t\nextends: ../shared/base.yaml\n", to: "own/t.yaml")
    let result = try place.run("sweep", "own/t.yaml", "--no-report")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try place.query("SELECT status FROM run_view") == [["completed"]])
  }

  @Test func aDryRunTellsWhatIsDoneSharedAndNew() throws {
    let place = try Workplace()
    let text = { (name: String, rates: String) in
      """
      name: \(name)
      seeds: 2
      where: optimizer.lr < 10
      settings: {dataset: {name: iris, validation: 0.2, test: 0.2}, epochs: 2, model.hidden: [4]}
      parameters: {optimizer.lr: {values: [\(rates)]}}
      """
    }
    try place.write(text("one", "0.1, 0.2, 20"), to: "one.yaml")
    try place.write(text("two", "0.2, 0.3"), to: "two.yaml")
    let before = try place.run("sweep", "one.yaml", "--dry-run", "--workers", "1").output
    #expect(before.contains("  where optimizer.lr < 10: leaves out 1\n"), "\(before)")
    #expect(before.contains("  0 done before, 4 to do\n"), "\(before)")
    #expect(before.contains("  time unknown until a first run has ended\n"), "\(before)")
    #expect(try place.run("sweep", "one.yaml", "--no-report").status == 0)
    let after = try place.run("sweep", "two.yaml", "--dry-run", "--workers", "1").output
    #expect(after.contains("  2 done before, 2 to do\n"), "\(after)")
    #expect(after.contains("  2 shared with another experiment\n"), "\(after)")
    #expect(after.contains("by earlier runs of the same data, network and optimizer"), "\(after)")
    let diff = try place.run("sweep", "two.yaml", "--dry-run", "--diff", "one.yaml").output
    #expect(diff.contains("  compared with one.yaml: 2 added, 2 dropped, 2 kept\n"), "\(diff)")
    let json = try place.run("sweep", "two.yaml", "--dry-run", "--json", "--diff", "one.yaml")
      .output
    let lines = try json.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(lines.count == 2)
    #expect(lines[0]["done"] as? Int == 2 && lines[0]["shared"] as? Int == 2)
    #expect((lines[0]["seconds"] as? Double ?? -1) > 0)
    #expect((lines[1]["diff"] as? [String: Any])?["added"] as? Int == 2)
    #expect(try place.run("sweep", "two.yaml", "--diff", "one.yaml").status == 64)
  }
}
