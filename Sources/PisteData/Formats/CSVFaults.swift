internal import PisteCore

/// Values that a CSV file should not have: told in the order of the file, the first with its line
/// and column, the next ones by row and column, the rest by their count.
struct CSVFaults {
  /// How many are told by their place besides the first.
  private static let most = 9

  /// A value that should not be there.
  struct Fault {
    var row: Int
    var column: Int
    /// How a person finds it: `row 3, column 'age'`.
    var title: String
    /// What is wrong with it, as the rest of a sentence.
    var what: String
    var location: SourceLocation
  }

  private var first: [Fault] = []
  private var count = 0

  mutating func add(row: Int, column: Int, _ fault: @autoclosure () -> Fault) {
    count += 1
    let isEarlier = first.last.map { (row, column) < ($0.row, $0.column) } ?? true
    guard isEarlier || first.count <= Self.most else { return }
    let fault = fault()
    let place = first.firstIndex { (row, column) < ($0.row, $0.column) } ?? first.count
    first.insert(fault, at: place)
    if first.count > Self.most + 1 { first.removeLast() }
  }

  /// Counts values that are not told by their place.
  mutating func addUntold(_ more: Int) { count += more }

  /// - Throws: ``DataError`` with code `bad-data` if there was any.
  func check() throws(DataError) {
    guard let fault = first.first else { return }
    var message = "the value in \(fault.title) \(fault.what)"
    let others = first.dropFirst().map { "the value in \($0.title) \($0.what)" }
    if !others.isEmpty { message += "; " + others.joined(separator: "; ") }
    let rest = count - first.count
    if rest > 0 { message += "; and \(NumberFormat.count(rest, "value")) more" }
    throw DataError(
      .badData, message, hint: "take out the row or fill in the value", setting: "dataset.path",
      location: fault.location)
  }
}
