private import CBenchSupport
private import Foundation
private import PisteCore
private import PisteData
private import PisteTraining

/// Times the training core on one core of this machine: against what the core can do, against
/// OpenBLAS, and, if asked to, against PyTorch and JAX.
struct CoreBenchmark {
  private let options: CoreOptions

  init(_ options: CoreOptions) { self.options = options }

  /// Measures and prints.
  func run() throws {
    try PisteProgram.withTemporaryFolder { folder in
      let shelf = RowShelf(folder: folder)
      let usesClothing = options.cases.contains { $0.request.name == "fashion-mnist" }
      // Before this process binds itself to a core, which its children would share.
      if usesClothing { try measureMemory() }
      let cpu = piste_bind_to_one_cpu()
      let contestants = try makeContestants(folder: folder)
      var peak = PeakRate()
      print(
        "core: one thread\(cpu < 0 ? "" : " on CPU \(cpu)"), Float32; multiply-adds of the core: "
          + peak.rates.map { "\($0.set) \(TextColumns.giga($0.rate)) GFLOP/s" }
          .joined(separator: ", "))
      print("OpenBLAS kernel: \(BLAS.coreName)")
      try ProductTable(cases: options.cases, rounds: options.repetitions).run(peak: peak.best)
      let scores = try CaseRace(
        cases: options.cases, contestants: contestants, shelf: shelf,
        repetitions: options.repetitions
      ).run(peak: &peak)
      try showExtras(scores, shelf: shelf, peak: peak.best)
      OptimizerPasses(rounds: options.repetitions).run()
      print(
        "multiply-adds of the core at the end: \(TextColumns.giga(peak.measure())) GFLOP/s, "
          + "best of all \(TextColumns.giga(peak.best))")
    }
  }

  private func measureMemory() throws {
    guard RowShelf.hasClothing else {
      print("a worker's private memory: not measured, Fashion-MNIST is not installed")
      return
    }
    try WorkerMemory().run()
  }

  private func makeContestants(folder: URL) throws -> [any Contestant] {
    guard let python = options.python else { return [PisteContestant()] }
    return [PisteContestant()]
      + (try PeerContestant.Library.allCases.map {
        try PeerContestant($0, python: python, folder: folder)
      })
  }

  private func showExtras(_ scores: [CaseScore], shelf: RowShelf, peak: Double) throws {
    guard let item = options.cases.first(where: { $0.name == "A" }) else { return }
    let medians = CoreCase.optimizers.compactMap { optimizer in
      scores.first { $0.item.name == "A" && $0.optimizer == optimizer }?.sides[0].epoch.median
    }
    if medians.count == 2 {
      print(
        "Adam takes \(NumberFormat.percent(medians[1] / medians[0] - 1, digits: 1)) longer than "
          + "SGD on A")
    }
    try EvaluationTiming(item: item, rows: shelf.rows(of: item))
      .run(rounds: options.repetitions, peak: peak)
  }
}
