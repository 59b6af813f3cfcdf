private import Foundation

/// The benchmarks of the product; each prints what it measured, none asserts a time.
///
///     swift run -c release piste-bench            every benchmark
///     swift run -c release piste-bench sweep      200 runs on digits, 10,000 of nothing
///     swift run -c release piste-bench store      a store of 10,000 runs, and what reads it
///     swift run -c release piste-bench core       the training core against the machine
@main
struct PisteBench {
  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch let error as UsageError {
      complain("\(error)\n\(usage)")
      exit(64)
    } catch {
      complain("\(error)")
      exit(1)
    }
  }

  private static let usage = """
    usage: piste-bench                 every benchmark
           piste-bench sweep           200 runs on digits and 10,000 that train next to nothing,
                                       through the program, store included
           piste-bench store [--runs N] [--folder DIR]
                                       a store of N runs (default 10000): written, listed,
                                       reported; one in DIR is kept and used again
           piste-bench core [--cases A,B] [--quick] [--peers [PYTHON]]
                                       the training core on one core of this machine; with
                                       --peers against PyTorch and JAX of that Python
    """

  private static func run(_ arguments: [String]) throws {
    guard let name = arguments.first else {
      try SweepBenchmark.runAll()
      try CoreBenchmark(CoreOptions([])).run()
      return
    }
    let rest = Array(arguments.dropFirst())
    switch name {
    case "sweep":
      guard let extra = rest.first else { return try SweepBenchmark.runAll() }
      throw UsageError("sweep takes no '\(extra)'")
    case "store": try StoreBenchmark(rest).run()
    case "core": try CoreBenchmark(CoreOptions(rest)).run()
    default: throw UsageError("no benchmark '\(name)'")
    }
  }

  private static func complain(_ text: String) {
    FileHandle.standardError.write(Data("piste-bench: \(text)\n".utf8))
  }
}
