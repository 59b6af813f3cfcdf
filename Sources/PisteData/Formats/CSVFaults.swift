internal import PisteCore

/// Values that a CSV file should not have: the first is told with its place, the rest are counted.
struct CSVFaults {
  private var first: DataError?
  private var count = 0

  mutating func add(_ fault: @autoclosure () -> DataError) {
    count += 1
    if first == nil { first = fault() }
  }

  func check() throws(DataError) {
    guard var fault = first else { return }
    if count > 1 { fault.message += " (and \(NumberFormat.count(count - 1, "value")) more)" }
    throw fault
  }
}
