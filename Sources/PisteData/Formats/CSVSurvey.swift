internal import PisteCore

/// A first walk over a CSV file: how many rows, and what each column holds.
struct CSVSurvey {
  private struct Column {
    var numbers = 0
    var texts = 0
    /// The texts, as many as would be told of.
    var firstTexts: [(row: Int, field: CSVField)] = []
  }

  private(set) var rows = 0
  private var columns: [Column]
  private var faults = CSVFaults()

  /// Counts.
  ///
  /// - Throws: ``DataError`` for rows of another length.
  init(_ text: CSVText, _ layout: CSVColumns) throws(DataError) {
    columns = layout.names.map { _ in Column() }
    var scanner = text.scanner
    var record: [CSVField] = []
    if layout.hasHeader { _ = try scanner.next(&record) }
    while try scanner.next(&record) {
      rows += 1
      guard record.count == columns.count else {
        throw DataError(
          .badData,
          "row \(rows) has \(NumberFormat.count(record.count, "field")), but the first line has "
            + "\(columns.count)",
          hint: "quote a text that has the delimiter in it", setting: "dataset.path",
          location: record.first.map(text.location))
      }
      for column in columns.indices {
        let field = record[column]
        if let number = text.number(field) {
          columns[column].numbers += 1
          if !Float(number).isFinite {
            let beyond = number.isFinite ? ", beyond the range of Float32" : ""
            faults.add(
              row: rows, column: column,
              Self.fault(
                "is \(NumberFormat.plain(number))\(beyond)", text, layout, rows, column, field))
          }
        } else if text.isMissing(field) {
          faults.add(
            row: rows, column: column,
            Self.fault("is missing", text, layout, rows, column, field))
        } else {
          columns[column].texts += 1
          if columns[column].firstTexts.count < 10 {
            columns[column].firstTexts.append((rows, field))
          }
        }
      }
    }
    guard rows > 0 else {
      throw DataError(
        .badData, "'\(text.file)' has a header, but no rows",
        hint: "if the first line is a row, set dataset.header to false", setting: "dataset.path")
    }
  }

  /// What each column holds.
  ///
  /// - Throws: ``DataError`` for missing and infinite values and a text in a column of numbers, all
  ///   of these at once, and for too many categories.
  func kinds(
    _ text: CSVText, _ layout: CSVColumns, _ options: CSVTable.Options
  ) throws(DataError) -> [CSVColumns.Kind] {
    var faults = faults
    var isCategory = columns.map { $0.texts > 0 }
    for column in columns.indices {
      // Where nearly all are numbers, a text is a slip, not a category.
      let (texts, numbers) = (columns[column].texts, columns[column].numbers)
      guard texts > 0, numbers >= 9 * texts else { continue }
      for (row, field) in columns[column].firstTexts {
        faults.add(
          row: row, column: column,
          Self.fault(
            "is '\(text.text(field))', but most of the column is numbers", text, layout, row,
            column, field))
      }
      faults.addUntold(texts - columns[column].firstTexts.count)
    }
    try faults.check()
    if options.targetIsClasses { isCategory[layout.target] = true }
    guard isCategory.contains(true) else { return columns.map { _ in .numbers } }
    return try categories(text, layout, isCategory).enumerated().map { column, names in
      isCategory[column] ? .categories(names) : .numbers
    }
  }

  /// The distinct texts of the columns that hold categories, in order.
  private func categories(
    _ text: CSVText, _ layout: CSVColumns, _ isCategory: [Bool]
  ) throws(DataError) -> [[String]] {
    var found: [Set<String>] = columns.map { _ in [] }
    var scanner = text.scanner
    var record: [CSVField] = []
    if layout.hasHeader { _ = try scanner.next(&record) }
    while try scanner.next(&record) {
      for column in columns.indices where isCategory[column] {
        found[column].insert(text.text(record[column]))
        guard column == layout.target || found[column].count <= CSVColumns.mostCategories else {
          throw DataError(
            .tooLarge,
            "input \(layout.title(column)) has more than \(CSVColumns.mostCategories) different "
              + "texts, each of which would be a feature",
            hint: "take the column out; a name or a number of a row teaches nothing",
            setting: "dataset.path", location: text.location(of: record[column]))
        }
      }
    }
    return found.map(ClassOrder.sorted)
  }

  private static func fault(
    _ what: String, _ text: CSVText, _ layout: CSVColumns, _ row: Int, _ column: Int,
    _ field: CSVField
  ) -> CSVFaults.Fault {
    CSVFaults.Fault(
      row: row, column: column, title: "row \(row), \(layout.title(column))", what: what,
      location: text.location(of: field))
  }
}
