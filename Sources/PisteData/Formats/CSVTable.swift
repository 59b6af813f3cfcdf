internal import PisteCore

/// Turns a CSV file into rows of numbers.
///
/// A column that is nine tenths numbers or more is a column of numbers, in which a text is an error;
/// any other is a column of categories. Input categories become one column of zeros and ones for each
/// category, in the order of their names, in the place of the column.
package enum CSVTable {
  /// How to read the file.
  package struct Options: Sendable {
    /// The file's name, for errors.
    package var file: String
    /// Whether there is a header; nil to find out.
    package var hasHeader: Bool?
    /// The target column by name or by number from 1; nil for the last.
    package var target: String?
    /// Whether numbers in the target column are names of classes.
    package var targetIsClasses = false

    /// Creates options that find out and take the last column.
    package init(file: String, hasHeader: Bool? = nil, target: String? = nil) {
      self.file = file
      self.hasHeader = hasHeader
      self.target = target
    }
  }

  /// Reads the rows.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - options: How to read it.
  /// - Returns: The rows, and the index of the target column.
  /// - Throws: ``DataError`` with a place in the file.
  package static func decode(
    _ bytes: [UInt8], _ options: Options
  ) throws(DataError) -> (table: RawTable, target: Int) {
    try bytes.withUnsafeBufferPointer { buffer throws(DataError) in
      let text = try CSVText(buffer, file: options.file)
      var columns = try CSVColumns(text, options)
      let survey = try CSVSurvey(text, columns)
      columns.kinds = try survey.kinds(text, columns, options)
      return (try fill(text, columns, rows: survey.rows), columns.target)
    }
  }

  private static func fill(
    _ text: CSVText, _ columns: CSVColumns, rows: Int
  ) throws(DataError) -> RawTable {
    let codes: [[String: Int]] = columns.kinds.map { kind in
      guard case .categories(let names) = kind else { return [:] }
      return Dictionary(uniqueKeysWithValues: zip(names, 0...))
    }
    var values: [Double] = []
    values.reserveCapacity(rows * columns.features)
    var labels: [Int32] = []
    var numbers: [Double] = []
    var scanner = text.scanner
    var record: [CSVField] = []
    if columns.hasHeader { _ = try scanner.next(&record) }
    while try scanner.next(&record) {
      for (column, field) in record.enumerated() {
        switch columns.kinds[column] {
        case .numbers:
          let value = text.number(field) ?? .nan
          if column == columns.target { numbers.append(value) } else { values.append(value) }
        case .categories(let names):
          let code = codes[column][text.text(field)] ?? 0
          if column == columns.target {
            labels.append(Int32(code))
          } else {
            for place in names.indices { values.append(place == code ? 1 : 0) }
          }
        }
      }
    }
    var target = RawTable.Target.numbers(numbers)
    if case .categories(let names) = columns.kinds[columns.target] {
      target = .classes(labels, names: names)
    }
    return RawTable(
      rows: rows, features: columns.features, values: .numbers(values), target: target)
  }
}
