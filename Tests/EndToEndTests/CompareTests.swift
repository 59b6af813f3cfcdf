import Foundation
import Testing

/// Answers, checks and forms of a report, as a user gets them.
@Suite struct CompareTests {
  private func swept() throws -> Workplace {
    let place = try Workplace()
    try place.write(Experiments.small, to: "small.yaml")
    #expect(try place.run("sweep", "small.yaml", "--no-report").status == 0)
    return place
  }

  @Test func aCheckThatFiresEndsWithOneWhereItWasAskedFor() throws {
    let place = try swept()
    let plain = try place.run("compare", "small")
    // Two evaluation seeds bear no claim.
    #expect(plain.status == 0 && plain.output.contains("H14 FAIL"), "\(plain.output)")
    #expect(plain.output.contains("piste sweep small.yaml --seeds"))
    for words in ["H14", "h14,H07", "fail", "warn"] {
      let result = try place.run("compare", "small", "--fail-on", words)
      #expect(result.status == 1 && result.errors.contains("H14 (fail)"), "\(words)")
      #expect(result.output == plain.output)
    }
    #expect(try place.run("compare", "small", "--fail-on", "H01,H07").status == 0)
    for words in ["H99", "H23", "bad", ""] {
      #expect(try place.run("compare", "small", "--fail-on", words).status == 64, "\(words)")
    }
  }

  @Test func whatCannotBeCheckedIsSaidWhereItWasAskedFor() throws {
    let place = try swept()
    let output = try place.run("compare", "small", "--json").output
    let answer = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
    let checks = try #require(answer?["checks"] as? [[String: Any]])
    func code(_ status: String) throws -> String {
      try #require(checks.first { $0["status"] as? String == status }?["code"] as? String)
    }
    let open = try code("not checkable")
    let asked = try place.run("compare", "small", "--fail-on", open)
    #expect(asked.status == 0 && asked.errors.contains("neither passed nor fired: \(open)"))
    #expect(try place.run("compare", "small", "--fail-on", code("pass")).errors.isEmpty)
  }

  @Test func anExperimentIsNotComparedWithItself() throws {
    let place = try swept()
    let result = try place.run("report", "small", "small")
    #expect(result.status == 64 && result.errors.contains("'small' is named twice"))
  }

  @Test func answerAndChecksAreOneObject() throws {
    let place = try swept()
    let output = try place.run("compare", "small", "--json").output
    let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
    let answer = try #require(object as? [String: Any])
    let verdict = try #require(answer["verdict"] as? [String: Any])
    #expect(
      verdict["kind"] as? String == "cannot-tell" && verdict["metric"] as? String == "test/accuracy"
    )
    let levels = try #require(answer["levels"] as? [[String: Any]])
    let means = try levels.map { try #require($0["mean"] as? Double) }
    // Best first, and the difference is that of the first two.
    #expect(means.count >= 2 && means == means.sorted(by: >))
    let difference = try #require(verdict["difference"] as? Double)
    #expect(abs(difference - (means[0] - means[1])) < 1e-12)
    #expect(levels[0]["name"] as? String == verdict["best"] as? String)
    #expect(levels.allSatisfy { $0["completed"] as? Int == 2 && $0["planned"] as? Int == 2 })
    let checks = try #require(answer["checks"] as? [[String: Any]])
    #expect(checks.count == 22)
    let seeds = try #require(checks.first { $0["code"] as? String == "H14" })
    #expect(seeds["status"] as? String == "fail" && (seeds["runs"] as? [String])?.count == 4)
    #expect((seeds["cure_code"] as? String)?.hasPrefix("piste sweep small.yaml --seeds") == true)
    let shared = try #require(checks.first { $0["code"] as? String == "H06" })
    #expect(shared["status"] as? String == "pass", "weights and batches are recorded and agree")
    let scaling = try #require(checks.first { $0["code"] as? String == "H19" })
    #expect(scaling["status"] as? String == "pass", "the rows behind the scaling are recorded")
  }

  @Test func anIndexStaysFreshWhileReportsAreAdded() throws {
    let place = try swept()
    try place.write(
      Experiments.small.replacing("name: small", with: "name: other"), to: "other.yaml")
    #expect(try place.run("report", "small").status == 0)
    #expect(!place.exists("reports/index.md"))
    #expect(try place.run("report", "--index").status == 0)
    #expect(try place.run("sweep", "other.yaml").status == 0)
    let index = String(decoding: try place.read("reports/index.md"), as: UTF8.self)
    #expect(index.contains("(small/report.md)") && index.contains("(other/report.md)"))
    #expect(try place.run("report", "small", "--format", "latex").status == 0)
    #expect(place.exists("reports/small/tables/checks.tex"))
    let check = try place.run("report", "--check")
    #expect(check.status == 0 && check.output.contains("reports index: fresh"), "\(check.output)")
    try place.write("old", to: "reports/index.md")
    try place.write("old", to: "reports/small/report.md")
    try place.write("old", to: "reports/small/tables/checks.tex")
    let stale = try place.run("report", "--check")
    #expect(stale.status == 1 && stale.output.contains("reports index: stale"))
    #expect(stale.output.contains("tables/checks.tex changed"))
    // No store is needed to mend them.
    #expect(try place.run("report", "--again", "--store", "none").status == 0)
    #expect(try place.run("report", "--check").status == 0)
  }

  @Test func severalExperimentsGetOneReportMore() throws {
    let place = try swept()
    try place.write(
      Experiments.small.replacing("name: small", with: "name: other")
        .replacing("epochs: 3", with: "epochs: 4"), to: "other.yaml")
    #expect(try place.run("sweep", "other.yaml", "--no-report").status == 0)
    let result = try place.run("report", "small", "other", "--output", "reports/both")
    #expect(result.status == 0 && result.output.contains("reports/both/report.html"))
    let page = String(decoding: try place.read("reports/both/report.md"), as: UTF8.self)
    #expect(page.contains("| small |") && page.contains("| other |"))
    let tables = try place.run(
      "report", "small", "other", "--output", "reports/both", "--format", "csv")
    #expect(tables.status == 0 && tables.output.contains("reports/both/tables"))
    #expect(place.exists("reports/both/tables/every-answer.csv"))
    try place.write("old", to: "reports/both/tables/every-answer.csv")
    #expect(try place.run("report", "--check", "reports/both").output.contains("every-answer.csv"))
    #expect(try place.run("report", "--again", "reports/both").status == 0)
    #expect(try place.run("report", "--index").status == 0)
    let index = String(decoding: try place.read("reports/index.md"), as: UTF8.self)
    #expect(index.contains("## [both](both/report.md)"))
    #expect(place.exists("reports/small/report.md") && place.exists("reports/other/report.md"))
    #expect(try place.run("report", "--check").output.contains("reports/both: fresh"))
    try place.write("old", to: "reports/both/report.md")
    #expect(try place.run("report", "--check", "reports/both").status == 1)
  }

  @Test func waysThatExcludeEachOtherAreBadUsage() throws {
    let place = try Workplace()
    for words in [
      ["--check", "--index"], ["--again", "--check"], ["--index", "a", "b"],
      ["--again", "--format", "md"], ["a", "b", "a"], [],
    ] {
      #expect(try place.start(["report"] + words).wait().status == 64, "\(words)")
    }
  }
}
