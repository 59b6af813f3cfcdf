private import PisteCatalog
private import PisteCore
internal import PisteTraining

/// Times one step of every element-wise optimizer over a million parameters.
///
/// A step that is one pass moves each number of θ, g and its own memory once, so its rate in bytes
/// is to be seen beside that of a plain copy of as many bytes.
struct OptimizerPasses {
  let rounds: Int

  private static let width = 1000
  private static let widths = [22, 12, 9, 9, 9]

  /// Rules that multiply or factor matrices, or ask for more than one gradient.
  private static let others: Set<String> = ["muon", "shampoo", "soap", "kfac", "lbfgs"]

  /// Measures and prints a line an optimizer.
  func run() {
    print("optimizer steps over 10⁶ parameters, GB/s (median of \(rounds))")
    print(
      TextColumns.line(["", "bytes/param", "step", "copy", "share"], widths: Self.widths))
    for name in OptimizerName.allCases where !Self.others.contains(name.rawValue) {
      do {
        let optimizer = try makeOptimizer(name)
        if optimizer is any ClosureOptimizer<Float> { continue }
        if optimizer is any CurvatureOptimizer<Float> { continue }
        measure(name.rawValue, optimizer)
      } catch {
        print("  \(name.rawValue): not measured: \(error)")
      }
    }
  }

  private func measure(_ name: String, _ rule: any Optimizer<Float>) {
    let layout = Self.layout
    let parameters = AlignedBuffer<Float>(count: layout.storageCount)
    let gradients = AlignedBuffer<Float>(count: layout.storageCount)
    for index in 0..<layout.storageCount {
      parameters.start[index] = Float(index % 101) / 100 - 0.5
      gradients.start[index] = Float(index % 97) / 1000 - 0.0485
    }
    var rule = rule
    let rate = ScheduledRate(learningRate: 1e-6)
    // Some rules make their memory at the first step.
    rule.step(parameters.mutableValues, gradients: gradients.values, rate: rate)
    let memory = bytes(of: rule)
    let moved = 3 * 4 * layout.storageCount + 2 * memory
    let times = Timing.perExecution(rounds: rounds, atLeast: 0.02) { count in
      for _ in 0..<count {
        rule.step(parameters.mutableValues, gradients: gradients.values, rate: rate)
      }
    }
    let step = Double(moved) / times.median
    let copy = copyRate(footprint: 2 * 4 * layout.storageCount + memory)
    print(
      TextColumns.line(
        [
          name, NumberFormat.fixed(Double(moved) / Double(layout.storageCount), digits: 0),
          TextColumns.giga(step), TextColumns.giga(copy),
          NumberFormat.percent(step / copy, digits: 0),
        ], widths: Self.widths))
  }

  /// What the rule keeps between steps, in bytes.
  private func bytes(of rule: any Optimizer<Float>) -> Int {
    let state = rule.state
    return state.vectors.values.reduce(0) { $0 + 4 * $1.count }
      + state.wideVectors.values.reduce(0) { $0 + 8 * $1.count }
  }

  /// Bytes read and written a second by a copy that touches as much memory as the step does.
  private func copyRate(footprint: Int) -> Double {
    let half = footprint / 8
    let source = AlignedBuffer<Float>(count: half)
    let target = AlignedBuffer<Float>(count: half)
    for index in 0..<half { source.start[index] = Float(index % 11) }
    let times = Timing.perExecution(rounds: rounds, atLeast: 0.02) { count in
      for _ in 0..<count { target.start.update(from: source.start, count: half) }
    }
    return Double(2 * 4 * half) / times.median
  }

  private static let layout = ParameterLayout(widths: [width, width])

  /// An optimizer with its defaults, for one layer of a million weights.
  private func makeOptimizer(_ name: OptimizerName) throws -> any Optimizer<Float> {
    let facts = DataSetFacts(
      name: "made-up", task: .classification, features: Self.width,
      classes: (0..<Self.width).map(String.init), targets: 1, trainingRows: 1, validationRows: 0,
      testRows: 0, digest: "")
    let row = AlignedBuffer<Float>(count: Self.width)
    let label = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    label.initialize(to: 0)
    defer { label.deallocate() }
    let examples = Examples(
      count: 1, inputWidth: Self.width, targetWidth: 1, inputs: UnsafePointer(row.start),
      labels: UnsafePointer(label), targets: nil)
    let settings = Catalog.complete(
      [
        "dataset.name": "made-up", "model.hidden": [], "batch_size": 1,
        "optimizer.name": .text(name.rawValue),
      ], facts: facts)
    let trainer = Trainer(
      try Recipe(settings: settings, facts: facts),
      data: TrainingData(
        training: examples, validation: examples.prefix(0), test: examples.prefix(0), owner: row),
      seed: 1)
    return trainer.optimizer
  }
}
