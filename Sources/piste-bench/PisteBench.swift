private import Foundation
private import PisteCore

/// The benchmarks of the product; each prints what it measured, none asserts a time.
///
///     swift run -c release piste-bench            every benchmark
///     swift run -c release piste-bench sweep      200 runs on digits with two workers
@main
struct PisteBench {
  private static let benchmarks: [(name: String, run: @Sendable () throws -> Void)] = [
    ("sweep", { try SweepBenchmark().run() })
  ]

  static func main() {
    let asked = CommandLine.arguments.dropFirst()
    for name in asked where !benchmarks.contains(where: { $0.name == name }) {
      let names = benchmarks.map(\.name).joined(separator: ", ")
      FileHandle.standardError.write(Data("piste-bench: no '\(name)'; there are: \(names)\n".utf8))
      exit(64)
    }
    for benchmark in benchmarks where asked.isEmpty || asked.contains(benchmark.name) {
      do {
        try benchmark.run()
      } catch {
        FileHandle.standardError.write(Data("piste-bench \(benchmark.name): \(error)\n".utf8))
        exit(1)
      }
    }
  }
}
