import Foundation
import PisteCore
import PisteReports
import Testing

@Suite struct IndexTests {
  private func text(_ entries: [ReportIndex.Entry], _ name: String) throws -> String {
    let file = ReportIndex(entries).files().first { $0.path == name }
    return String(decoding: try #require(file).bytes, as: UTF8.self)
  }

  @Test func everyReportHasQuestionAnswerEvidenceAndChecks() throws {
    let report = Report(Variant.usual.table)
    let page = try text([ReportIndex.Entry(folder: "sgd vs adam", report: report)], "index.md")
    #expect(page.contains("## [sgd-vs-adam](sgd%20vs%20adam/report.md)"))
    #expect(page.contains("Does tuned SGD with a schedule generalise better than Adam?"))
    #expect(page.contains("> **\(report.summary)**"))
    #expect(page.contains("Evidence: \(report.verdict.evidence). Checks: "))
    #expect(page.contains("H14"))
  }

  @Test func aReportOfSeveralExperimentsIsListed() throws {
    let study = StudyReport(Study([Variant.usual.table, Variant.lossObjective.table]))
    let entry = ReportIndex.Entry(folder: "both", report: study)
    let page = try text([entry], "index.md")
    #expect(page.contains("## [both](both/report.md)") && page.contains("> **\(study.summary)**"))
    #expect(page.contains("Experiments: sgd-vs-adam and sgd-vs-adam."))
    #expect(MarkupReader(try text([entry], "index.html")).fault == nil)
  }

  @Test func theOrderOfTheEntriesDoesNotMatter() throws {
    let one = ReportIndex.Entry(folder: "a", report: Report(Variant.usual.table))
    let other = ReportIndex.Entry(folder: "b", report: Report(Variant.noCompare.table))
    #expect(ReportIndex([one, other]).files() == ReportIndex([other, one]).files())
    #expect(try text([], "index.md").contains("There is no report here."))
  }

  @Test(arguments: Variant.allCases)
  func thePageIsWellFormedWhateverTheNames(_ variant: Variant) throws {
    let entry = ReportIndex.Entry(folder: "x", report: Report(variant.table))
    let reader = MarkupReader(try text([entry], "index.html"))
    #expect(reader.fault == nil && reader.loads.isEmpty && reader.elements["script"] == nil)
  }
}
