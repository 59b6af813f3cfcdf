private import PisteCore
internal import PisteTraining

/// Times the matrix products of each case, as OpenBLAS and as Piste computes them.
struct ProductTable {
  let cases: [CoreCase]
  let rounds: Int

  private static let widths = [24, 9, 9, 9]

  /// Measures and prints a line a product, and a line for all products of a step.
  ///
  /// - Parameter peak: The core's peak, in operations a second.
  /// - Throws: `BenchmarkError` if Piste's product is another one than OpenBLAS's.
  func run(peak: Double) throws {
    print("products of a step, GFLOP/s (best of \(rounds)), and Piste's share of the peak")
    print(TextColumns.line(["", "OpenBLAS", "Piste", "share"], widths: Self.widths))
    for item in cases { try run(item, peak: peak) }
  }

  private func run(_ item: CoreCase, peak: Double) throws {
    var operations = 0.0
    var seconds: [ProductProbe.Provider: Double] = [:]
    for layer in 0..<item.widths.count - 1 {
      let probe = ProductProbe(
        rows: item.batch, inputs: item.widths[layer], outputs: item.widths[layer + 1])
      for product in ProductProbe.Product.allCases where layer > 0 || product != .inputGradient {
        let difference = probe.disagreement(on: product)
        guard difference < 1e-4 else {
          throw BenchmarkError(
            "case \(item.name): Piste's \(product.rawValue) product is off by \(difference)")
        }
        operations += probe.operations
        // In turns, so that a slow moment of the machine is not one provider's.
        let times = Timing.perExecution(
          rounds: rounds, atLeast: 0.005,
          of: ProductProbe.Provider.allCases.map { provider in
            { count in probe.run(product, by: provider, times: count) }
          })
        let rates = times.map { probe.operations / $0.minimum }
        for (provider, time) in zip(ProductProbe.Provider.allCases, times) {
          seconds[provider, default: 0] += time.minimum
        }
        show(
          "\(item.name) \(probe.rows)×\(probe.inputs)×\(probe.outputs) \(product.rawValue)",
          rates, peak: peak)
      }
    }
    let totals = ProductProbe.Provider.allCases.map { operations / (seconds[$0] ?? .infinity) }
    show("\(item.name) together", totals, peak: peak)
  }

  private func show(_ name: String, _ rates: [Double], peak: Double) {
    let share = NumberFormat.percent((rates.last ?? 0) / peak, digits: 0)
    print(
      TextColumns.line([name] + rates.map(TextColumns.giga) + [share], widths: Self.widths))
  }
}
