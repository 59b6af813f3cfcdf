import Foundation
import PisteCore
import PisteReports
import Testing

@Suite struct PageTests {
  @Test(arguments: Variant.allCases)
  func pagesAndFiguresAreWellFormedAndLoadNothing(_ variant: Variant) throws {
    for file in try Report(variant.table).files()
    where file.path.hasSuffix(".html") || file.path.hasSuffix(".svg") {
      checkMarkup(String(decoding: file.bytes, as: UTF8.self), file.path)
    }
  }

  @Test func theCheckOfMarkupCatchesAnImpostor() {
    withKnownIssue("an unclosed element") { checkMarkup("<p>text", "impostor") }
    withKnownIssue("crossed elements") { checkMarkup("<p><b>text</p></b>", "impostor") }
    withKnownIssue("a bare ampersand") { checkMarkup("<p>a & b</p>", "impostor") }
    withKnownIssue("a picture from elsewhere") {
      checkMarkup("<p><img src=\"https://example.org/x.png\"/></p>", "impostor")
    }
    withKnownIssue("a script") { checkMarkup("<p><script>1</script></p>", "impostor") }
    withKnownIssue("a script that loads") {
      checkMarkup("<p><script>fetch('a')</script></p>", "impostor.html")
    }
    withKnownIssue("two equal ids") {
      checkMarkup("<p><b id=\"a\"/><b id=\"a\"/></p>", "impostor")
    }
  }

  @Test func everyFigureIsDescribedForThoseWhoCannotSeeIt() throws {
    let page = try Report(Variant.usual.table).text("report.html")
    let reader = MarkupReader(page)
    let figures = try Report(Variant.usual.table).files().count { $0.path.hasPrefix("figures/") }
    #expect(figures > 12)
    #expect(reader.elements["figcaption"] == figures && reader.elements["figure"] == figures)
    // Each has a wide and a narrow form; the learning curves have both on a second axis, too.
    #expect(reader.elements["svg"] == 2 * figures + 2)
    #expect(reader.elements["desc"] == 2 * figures + 2)
    #expect(page.components(separatedBy: "role=\"img\"").count == 2 * figures + 3)
    #expect(reader.ids.count { $0.hasSuffix("-title") } == 2 * figures + 2)
  }

  @Test func hostileNamesStayText() throws {
    let report = Report(Variant.hostile.table)
    let reader = MarkupReader(try report.text("report.html"))
    #expect(reader.elements["script"] == 1)
    #expect(reader.text.contains("<script>alert(\"1\")</script>"))
    // Within a fence, as that of the command, markup is text anyway.
    let markdown = try report.text("report.md").replacing(try Regex("(?s)```.*?```"), with: "")
    #expect(!markdown.contains("<script>") && markdown.contains("&lt;script&gt;"))
    // A bar or a line break in a name would tear a table's row.
    let rows = markdown.split(separator: "\n").filter { $0.hasPrefix("| ") }
    #expect(rows.count > 20)
    for row in rows {
      #expect(row.hasSuffix(" |"))
    }
    #expect(!report.comparisonText(width: 80).unicodeScalars.contains("\u{1B}"))
  }

  @Test func theMarkdownTwinHasTheSameNumbers() throws {
    let variants: [Variant] = [.usual, .lossObjective, .oneSeed, .partial, .noCompare, .untouched]
    var checked = CheckedSweep()
    checked.levels[0].top = [0.7, 0.8, 0.9]
    checked.levels[1].settings = ["shuffle": "none"]
    for table in variants.map(\.table) + [checked.table()] {
      let report = Report(table)
      // Captions stand twice more in the drawings of the page, and drawings have ticks: cut them out.
      let page = try report.text("report.html")
        .replacing(try Regex("(?s)<svg.*?</svg>"), with: "")
      let inPage = numbers(MarkupReader(page).text)
      let markdown = try report.text("report.md").replacing(try Regex("<[^>]*>"), with: "")
        .replacing(try Regex("\\]\\([^)]*\\)"), with: "")
      let inMarkdown = numbers(markdown.replacing("\\", with: ""))
      #expect(inPage.count > 40)
      // The page's title stands in its head, too.
      #expect(inPage == inMarkdown)
    }
  }

  @Test func aThousandRunsStaySmall() throws {
    var sweep = FakeSweep()
    sweep.levels[0].rates = (0..<74).map { 0.001 * Double($0 + 1) }
    let table = sweep.table()
    #expect(table.runs.count >= 1000)
    let files = try Report(table).files()
    let page = try #require(files.first { $0.path == "report.html" })
    #expect(page.bytes.count < 3_000_000)
    #expect(files.reduce(0) { $0 + $1.bytes.count } < 6_000_000)
  }

  @Test func veryManySeedsStaySmall() throws {
    var sweep = FakeSweep()
    sweep.epochs = 60
    sweep.levels = (0..<8).map { place in
      FakeSweep.Level(
        name: "level \(place)", optimizer: "sgd", momentum: nil, rates: [0.01, 0.03, 0.1],
        best: 0.05, top: 0.8 + 0.001 * Double(place))
    }
    sweep.evaluationSeeds = (1001...1100).map { $0 }
    let table = sweep.table()
    #expect(table.runs.count > 1000)
    let report = Report(table)
    #expect(try report.text("report.html").utf8.count < 3_000_000)
    // Not all of 800 runs are drawn, and the page says so.
    let caption = try FigureReader(report, "learning-curves").caption
    #expect(caption.contains("The first 15 runs of a level are drawn; means and bands are of all."))
  }

  private func checkMarkup(_ markup: String, _ path: String) {
    let reader = MarkupReader(markup)
    #expect(reader.fault == nil, "\(path) is well-formed")
    #expect(reader.loads.isEmpty, "\(path) loads nothing")
    let scripts = path.hasSuffix(".html") ? 1 : 0
    #expect(reader.elements["script"] ?? 0 == scripts, "\(path) has no script but its own")
    #expect(Set(reader.ids).count == reader.ids.count, "\(path) has each id once")
  }

  private func numbers(_ text: String) -> [String] {
    text.replacing("\u{A0}", with: " ").matches(of: /-?[0-9]+(?:\.[0-9]+)?/)
      .map { String($0.output) }
  }
}
