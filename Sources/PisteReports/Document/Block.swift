/// A piece of a report, before it is HTML or Markdown.
enum Block: Sendable {
  /// A section's heading.
  case heading(String)
  /// A paragraph of plain words.
  case paragraph(String)
  /// The answer, set off from the rest.
  case verdict(String)
  /// What a reader must know before believing the numbers.
  case caveats([Caveat])
  /// Whether the answer can be trusted, check by check.
  case honesty(HonestySection)
  /// A table.
  case table(DataTable)
  /// Names and values.
  case facts([(name: String, value: String)])
  /// Where the page lets a reader choose which levels the figures show; nothing on paper.
  case controls([(name: String, series: Int)])
  /// A figure.
  case figure(Figure)
  /// Text as it stands in a file or on a command line.
  case code(String, language: String)
  /// Blocks behind a summary line.
  case details(String, [Block])
}
