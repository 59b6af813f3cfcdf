/// The order of classes and categories.
enum ClassOrder {
  /// The names by Unicode value, or by size where all of them are numbers, so that 10 follows 9.
  static func sorted(_ names: Set<String>) -> [String] {
    let numbers = names.compactMap(Double.init)
    guard numbers.count == names.count else { return names.sorted() }
    return zip(names, numbers).sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
  }
}
