import Foundation
import PisteReports
import Testing

/// A figure as the Markdown page has it.
struct FigureReader {
  var caption: String
  var rows: [[String]]

  /// Finds the figure whose drawing has a name; fails the test if there is none.
  init(_ report: Report, _ id: String) throws {
    let page = try report.text("report.md").replacing("\\", with: "")
    let parts = page.components(separatedBy: "(figures/\(id).svg)\n\n")
    try #require(parts.count == 2, "a figure named \(id)")
    let pieces = parts[1].components(separatedBy: "\n\n")
    caption = pieces[0]
    let table = try #require(pieces.first { $0.hasPrefix("| ") })
    rows = table.split(separator: "\n").dropFirst(2).map { line in
      line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
    }
  }

  /// The cells of one column in the rows whose first cells are those given.
  func cells(_ column: Int, where first: String...) -> [String] {
    rows.filter { Array($0.prefix(first.count)) == first }.map { $0[column] }
  }
}
