/// What the command line asks of the benchmark of the core.
struct CoreOptions {
  /// The cases to measure, in their order.
  var cases = CoreCase.all
  /// Fewer repetitions.
  var isQuick = false
  /// The Python to compare with; nil for no comparison.
  var python: String?

  /// Reads the arguments behind `core`.
  ///
  /// - Throws: `UsageError` for what it does not know.
  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--quick": isQuick = true
      case "--peers":
        python = "python3"
        if let next = rest.first, !next.hasPrefix("--") {
          python = next
          rest.removeFirst()
        }
      case "--cases":
        guard let list = rest.popFirst() else { throw UsageError("--cases needs a list, as A,B") }
        let names = list.uppercased().split(separator: ",").map(String.init)
        for name in names where !CoreCase.all.contains(where: { $0.name == name }) {
          throw UsageError("no case '\(name)'; there are A, B, C, D")
        }
        cases = CoreCase.all.filter { names.contains($0.name) }
      default: throw UsageError("core takes no '\(argument)'")
      }
    }
    guard !cases.isEmpty else { throw UsageError("--cases names no case") }
  }

  /// How often each thing is timed.
  var repetitions: Int { isQuick ? 3 : 9 }
}
