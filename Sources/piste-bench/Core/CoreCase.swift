internal import PisteCore
internal import PisteData

/// A network, its batches and the rows it learns from.
struct CoreCase: Sendable {
  /// The letter it is called by.
  let name: String
  /// D, the hidden widths, C.
  let widths: [Int]
  /// B.
  let batch: Int
  /// The most rows of an epoch; nil for all.
  let rows: Int?
  /// Where the rows come from.
  let request: DataSetRequest
  /// Learning rate of SGD.
  let rate: Double
  /// Epochs after which the losses of all sides are compared.
  let warmUp: Int

  static let all = [
    CoreCase(
      name: "A", widths: [784, 128, 10], batch: 128, rows: nil, request: clothing, rate: 0.1,
      warmUp: 1),
    // Part of the rows, since an epoch over all of them takes seconds.
    CoreCase(
      name: "B", widths: [784, 1000, 500, 100, 10], batch: 128, rows: 12_800, request: clothing,
      rate: 0.1, warmUp: 1),
    CoreCase(
      name: "C", widths: [2, 32, 32, 2], batch: 32, rows: nil,
      request: DataSetRequest(
        name: "spirals", validation: 0, test: 0, rows: 12_800, task: .classification), rate: 0.1,
      warmUp: 10),
    CoreCase(
      name: "D", widths: [64, 64, 10], batch: 32, rows: nil,
      request: DataSetRequest(name: "digits", validation: 0, test: 0), rate: 0.1, warmUp: 10),
  ]

  private static let clothing = DataSetRequest(name: "fashion-mnist", validation: 0)

  /// The optimizers that every case is trained with.
  static let optimizers = ["sgd", "adam"]

  /// The network in a word, as `784-128-10`.
  var network: String { widths.map(String.init).joined(separator: "-") }

  /// Multiply-adds of one row in one product of every layer: Σ in·out.
  var weights: Int { zip(widths, widths.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Operations of training on one row: three products a layer, less the first layer's gradient of
  /// its inputs, which nobody needs; a multiply-add counts as two.
  var operationsPerRow: Double { 2 * Double(3 * weights - widths[0] * widths[1]) }

  /// Settings that train it.
  func settings(optimizer: String) -> Settings {
    [
      "dataset.name": .text(request.name), "task": "classification", "loss": "cross-entropy",
      "model.hidden": .list(widths.dropFirst().dropLast().map { .number(Double($0)) }),
      "model.activation": "relu", "model.init.name": "kaiming-uniform",
      "optimizer.name": .text(optimizer),
      "optimizer.lr": .number(optimizer == "sgd" ? rate : 0.001),
      "batch_size": .number(Double(batch)), "drop_last": true, "epochs": 1_000_000,
    ]
  }
}
