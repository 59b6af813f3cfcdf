private import Foundation

/// The forms in which a report's tables are written for other programs.
public enum TableFormat: String, Sendable, CaseIterable {
  /// Comma-separated values, numbers bare and their reach in a column of its own.
  case csv
  /// A LaTeX `tabular` with the rules of booktabs.
  case latex

  /// How the files' names end.
  public var suffix: String { self == .csv ? "csv" : "tex" }
}

/// A table with the name of its file.
struct NamedTable: Sendable {
  /// The name without its ending.
  var name: String
  /// What it holds, in a few words.
  var title: String
  /// The table.
  var table: DataTable
}

extension ReportDocument {
  /// Every table as a file of its own, in `tables/`, in order of path.
  func files(_ format: TableFormat) -> [ReportFile] {
    tables.map { named in
      let text = format == .csv ? TableCSV.text(named.table) : TableLaTeX.text(named)
      return ReportFile(path: "tables/\(named.name).\(format.suffix)", bytes: Data(text.utf8))
    }.sorted { $0.path < $1.path }
  }

  /// Every table in order: those behind the figures by the figure's id, others by the heading above them.
  var tables: [NamedTable] {
    var found: [NamedTable] = []
    var heading = title
    func add(_ name: String, _ title: String, _ table: DataTable) {
      let count = found.count { $0.name == name || $0.name.hasPrefix(name + "-") }
      found.append(
        NamedTable(name: count == 0 ? name : "\(name)-\(count + 1)", title: title, table: table))
    }
    func visit(_ blocks: [Block]) {
      let above = heading
      defer { heading = above }
      for block in blocks {
        switch block {
        case .heading(let text): heading = text
        case .table(let table): add(Self.slug(heading), heading, table)
        case .figure(let figure): add(figure.id, figure.title, figure.table)
        case .honesty(let section): add("checks", heading, section.table)
        case .details(let title, let inner):
          // A title that counts would give the file another name whenever a run is added.
          if title.first?.isNumber == false { heading = title }
          visit(inner)
        default: break
        }
      }
    }
    visit(blocks)
    return found
  }

  /// A heading as a file's name: letters and digits, hyphens between words.
  static func slug(_ text: String) -> String {
    let words = text.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.isEmpty ? "table" : words.joined(separator: "-")
  }
}
