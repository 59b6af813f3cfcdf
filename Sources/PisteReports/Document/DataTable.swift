/// A table as both the page and its Markdown twin write it.
struct DataTable: Sendable, Hashable {
  /// A column's title and which way its cells lean.
  struct Column: Sendable, Hashable {
    /// The title.
    var title: String
    /// Whether the cells are numbers, which align to the right.
    var isNumeric: Bool
    /// Whether the cells are commands, which the page copies.
    var isCommand = false

    /// A column of words.
    static func words(_ title: String) -> Column { Column(title: title, isNumeric: false) }
    /// A column of numbers.
    static func numbers(_ title: String) -> Column { Column(title: title, isNumeric: true) }
    /// A column of commands.
    static func commands(_ title: String) -> Column {
      Column(title: title, isNumeric: false, isCommand: true)
    }
  }

  /// The columns from left to right.
  var columns: [Column]
  /// The cells, row by row, each row as long as `columns`.
  var rows: [[String]]
  /// The series whose color marks each row; nil for none.
  var series: [Int?] = []
}
