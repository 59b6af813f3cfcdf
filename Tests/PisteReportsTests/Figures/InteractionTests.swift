import Foundation
import PisteCore
import PisteReports
import Testing

@Suite struct InteractionTests {
  @Test func levelsAndRunsAreHiddenByTheStyleSheetAlone() throws {
    let page = try Report(Variant.usual.table).text("report.html")
    for place in 0..<3 {
      #expect(page.contains("id=\"show-l\(place)\" checked=\"checked\""))
      #expect(page.contains("body:has(#show-l\(place):not(:checked)) svg .l\(place){display:none}"))
      #expect(page.contains("<g class=\"l\(place)\">"))
    }
    #expect(!page.contains("id=\"show-l3\""))
    #expect(page.contains("<g class=\"l0 run\" ") && page.contains("id=\"show-run\""))
    // With one level there is nothing to choose between but its runs.
    let single = try Report(Variant.noCompare.table).text("report.html")
    #expect(!single.contains("id=\"show-l0\"") && single.contains("id=\"show-run\""))
  }

  @Test func withoutFiguresThereIsNothingToSwitch() throws {
    let page = try Report(Variant.untouched.table).text("report.html")
    #expect(!page.contains("<fieldset"))
  }

  @Test func marksTellTheirNumbersWithoutScript() throws {
    let page = try Report(Variant.usual.table).text("report.html")
    #expect(page.contains("<title>Adam, epoch 10: "))
    #expect(page.contains("<title>Adam, seed 1001: "))
    // Files of their own are pictures on a code host, which can tell nothing.
    let drawing = try Report(Variant.usual.table).text("figures/learning-curves.svg")
    #expect(!drawing.contains("<title>Adam") && !drawing.contains("<g class="))
  }

  @Test func theAxisOfLossesIsSwitchedBetweenTwoDrawings() throws {
    let page = try Report(Variant.lossObjective.table).text("report.html")
    #expect(page.contains("name=\"learning-curves-axis\" checked=\"checked\"/> logarithmic"))
    #expect(page.contains("name=\"learning-curves-axis\" class=\"pick\"/> linear"))
    #expect(page.contains("figure:has(.pick:checked) .first{display:none}"))
    #expect(page.contains("learning-curves-wide-other-title"))
    // Accuracies have no logarithmic axis; the training loss beside them has.
    let usual = try Report(Variant.usual.table).text("report.html")
    #expect(!usual.contains("learning-rate-axis") && usual.contains("learning-curves-axis"))
  }

  @Test func theRunsBehindTheAnswerHaveCommandsToCopy() throws {
    let table = Variant.usual.table
    let page = try Report(table).text("report.html")
    let reported = table.runs.filter { $0.stage == .evaluate }
    #expect(reported.count == 15)
    for run in reported {
      #expect(page.contains("<td class=\"command\"><code>piste show \(run.id.short)</code></td>"))
    }
    #expect(page.contains("The 15 runs that the answer rests on"))
  }

  @Test func theScriptStandsInXMLAsItIs() throws {
    let page = try Report(Variant.usual.table).text("report.html")
    let start = try #require(page.firstRange(of: "<script>"))
    let end = try #require(page.firstRange(of: "</script>"))
    let script = page[start.upperBound..<end.lowerBound]
    #expect(!script.contains("<") && !script.contains("&"))
    #expect(script.count > 1_000 && script.utf8.count < 8_000)
  }
}
