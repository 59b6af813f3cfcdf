private import PisteCore
internal import PisteTraining

/// Times the matrix products of each case, as OpenBLAS and as Piste computes them.
struct ProductTable {
  let cases: [CoreCase]
  let rounds: Int

  private static let widths = [24, 9, 9, 9]

  /// Measures and prints a line a product, and a line for all products of a step.
  func run(peak: Double) {
    print("products of a step, GFLOP/s (best of \(rounds)), and Piste's share of the peak")
    print(TextColumns.line(["", "OpenBLAS", "Piste", "share"], widths: Self.widths))
    for item in cases { run(item, peak: peak) }
  }

  private func run(_ item: CoreCase, peak: Double) {
    var operations = 0.0
    var seconds: [ProductProbe.Provider: Double] = [:]
    for layer in 0..<item.widths.count - 1 {
      let probe = ProductProbe(
        rows: item.batch, inputs: item.widths[layer], outputs: item.widths[layer + 1])
      for product in ProductProbe.Product.allCases where layer > 0 || product != .inputGradient {
        operations += probe.operations
        var rates: [Double] = []
        for provider in ProductProbe.Provider.allCases {
          let times = Timing.perExecution(rounds: rounds, atLeast: 0.005) { count in
            probe.run(product, by: provider, times: count)
          }
          seconds[provider, default: 0] += times.minimum
          rates.append(probe.operations / times.minimum)
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
