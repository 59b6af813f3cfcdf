internal import PisteCore

/// The columns of a CSV file: their names, what they hold, and which is the target.
struct CSVColumns {
  /// What a column holds.
  enum Kind {
    case numbers
    /// Texts, in category order.
    case categories([String])
  }

  /// The most categories an input column may have, each of which becomes a column of its own.
  static let mostCategories = 1000

  let names: [String]
  let hasHeader: Bool
  /// The target's index.
  let target: Int
  var kinds: [Kind]

  /// How a person finds the column: `column 'age'`, or `column 3` without a header.
  func title(_ column: Int) -> String {
    hasHeader && !names[column].isEmpty ? "column '\(names[column])'" : "column \(column + 1)"
  }

  /// The count of input features: one for a column of numbers, one a category for others.
  var features: Int {
    kinds.indices.reduce(0) { sum, column in
      guard column != target else { return sum }
      if case .categories(let names) = kinds[column] { return sum + names.count }
      return sum + 1
    }
  }

  /// Reads the header, or finds that there is none, and looks up the target.
  init(_ text: CSVText, _ options: CSVTable.Options) throws(DataError) {
    var scanner = text.scanner
    var first: [CSVField] = []
    guard try scanner.next(&first) else {
      throw DataError(
        .badData, "'\(text.file)' has no rows", hint: "is it the right file?",
        setting: "dataset.path")
    }
    guard first.count >= 2 else {
      throw DataError(
        .badData, "'\(text.file)' has 1 column, but inputs and a target need 2",
        hint: "columns are parted by comma, semicolon or tab", setting: "dataset.path")
    }
    let header =
      if let stated = options.hasHeader { stated } else {
        try CSVHeader.isHeader(first, before: scanner, text, target: options.target)
      }
    names = header ? first.map(text.text) : first.map { _ in "" }
    hasHeader = header
    kinds = first.map { _ in .numbers }
    target = try Self.find(options.target, in: names, hasHeader: header, text.file)
  }

  private static func find(
    _ target: String?, in names: [String], hasHeader: Bool, _ file: String
  ) throws(DataError) -> Int {
    guard let target else { return names.count - 1 }
    let matches = names.indices.filter { hasHeader && names[$0] == target }
    if let index = matches.first {
      guard matches.count == 1 else {
        throw DataError(
          .conflict, "'\(file)' has \(matches.count) columns named '\(target)'",
          hint: "name the target by its number, from 1", setting: "dataset.target")
      }
      return index
    }
    if let number = Int(target), names.indices.contains(number - 1) { return number - 1 }
    let near =
      Int(target) == nil ? NearestName.among(names.filter { !$0.isEmpty }, to: target) : nil
    throw DataError(
      .unknownChoice, "'\(file)' has no column '\(target)'",
      hint: near.map { "did you mean '\($0)'?" }
        ?? (hasHeader
          ? "its columns are " + names.joined(separator: ", ")
          : "without a header, give the column's number, 1 to \(names.count)"),
      setting: "dataset.target")
  }
}

/// Tells whether the first line of a CSV file names the columns.
enum CSVHeader {
  /// The rows that are looked at for repetitions of the first.
  private static let sample = 100

  /// Whether the first record is a header.
  ///
  /// It is none if one of its fields is a number. Otherwise it is one if it holds the name of the
  /// target, or if the second record has a number, or if its fields differ from one another and
  /// none of them comes again in its column.
  static func isHeader(
    _ first: [CSVField], before rest: CSVScanner, _ text: CSVText, target: String?
  ) throws(DataError) -> Bool {
    if first.contains(where: { text.number($0) != nil }) { return false }
    let names = first.map(text.text)
    if let target, names.contains(target) { return true }
    guard names.contains(where: { !$0.isEmpty }) else { return false }
    var scanner = rest
    var record: [CSVField] = []
    for row in 0..<sample {
      guard try scanner.next(&record) else { break }
      if row == 0, record.contains(where: { text.number($0) != nil }) { return true }
      for (name, field) in zip(names, record) where name == text.text(field) { return false }
    }
    return Set(names).count == names.count
  }
}
