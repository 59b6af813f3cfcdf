import Foundation
import PisteCore
import PisteReports
import Testing

@Suite struct TableFilesTests {
  private func text(_ report: Report, _ format: TableFormat, _ name: String) throws -> String {
    let file = report.tables(format).first { $0.path == "tables/\(name).\(format.suffix)" }
    return String(decoding: try #require(file).bytes, as: UTF8.self)
  }

  @Test func everyTableIsAFileOfBothForms() {
    let report = Report(Variant.usual.table)
    let names = report.tables(.csv).map { $0.path.dropLast(4) }
    #expect(names == report.tables(.latex).map { $0.path.dropLast(4) })
    #expect(Set(names).count == names.count)
    for name in ["checks", "result", "learning-curves", "the-best-configuration-of-each-level"] {
      #expect(names.contains("tables/\(name)"), "\(name)")
    }
  }

  @Test func numbersOfCSVAreBareAndTheirReachHasItsColumn() throws {
    let report = Report(Variant.usual.table)
    let text = try text(report, .csv, "the-best-configuration-of-each-level")
    let lines = text.components(separatedBy: "\r\n")
    #expect(lines[0].hasPrefix("optimizer,test accuracy (%),test accuracy (%) ±,"))
    #expect(lines.count == 5 && lines[4].isEmpty)
    for line in lines[1...3] {
      let cells = line.components(separatedBy: ",")
      #expect(Double(cells[1]) != nil && Double(cells[2]) != nil, "\(line)")
      #expect(!line.contains(" ± ") && !line.contains("%"))
    }
  }

  @Test func nothingInATableMeansAnythingToLaTeX() throws {
    let report = Report(Variant.hostile.table)
    for file in report.tables(.latex) {
      let text = String(decoding: file.bytes, as: UTF8.self)
      #expect(text.contains("\\begin{tabular}") && text.contains("\\toprule"))
      // A title in a comment may hold anything; a table's line is cells, separators and its end.
      for line in text.split(separator: "\n").dropFirst(3) where line.hasSuffix("\\\\") {
        // Escaped marks are taken out first; what is left of them would mean something.
        var body = line.dropLast(3).replacing("\\textbackslash{}", with: "")
        for mark in ["\\&", "\\%", "\\#", "\\_", "\\$", "\\{", "\\}"] {
          body = body.replacing(mark, with: "")
        }
        #expect(!body.contains { "%#_".contains($0) }, "\(file.path): \(line)")
        let columns = text.firstRange(of: "tabular}{").map { text[$0.upperBound...] }?
          .prefix { $0 != "}" }.count
        #expect(body.count { $0 == "&" } + 1 == columns, "\(line)")
      }
    }
  }

  @Test func tablesOfAFolderAreCheckedWhereThereAreAny() throws {
    let report = Report(Variant.usual.table)
    let files = try report.files() + report.tables(.latex)
    var folder = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.bytes) })
    let results = try #require(folder["results.json"])
    #expect(try ReportFolder.check(results: results, existing: folder).isEmpty)
    folder["tables/checks.tex"]?.append(0x20)
    folder["tables/result.tex"] = nil
    folder["tables/old.tex"] = Data()
    #expect(
      try ReportFolder.check(results: results, existing: folder) == [
        .init(path: "tables/checks.tex", kind: .changed),
        .init(path: "tables/old.tex", kind: .unexpected),
        .init(path: "tables/result.tex", kind: .missing),
      ])
  }
}
