internal import PisteCore

/// Measures the inside of a network at the end of epochs and leaves the training as it is.
///
/// The rows are the first of the training rows in file order, the same in every epoch, and pass
/// through the network as in an evaluation. Parameters are those that are trained, also where the
/// optimizer wants others evaluated. The network's memory for layer outputs, which every pass
/// overwrites, is all that is touched.
final class Diagnostics {
  /// The most rows that are looked at.
  static let mostRows = 512

  private let plan: DiagnosticsPlan
  private let rows: Batch<Float>?
  private let layout: ParameterLayout
  /// θ before the epoch's last step.
  private let before: AlignedBuffer<Float>
  private let curvature: SharpnessProbe?
  private var notedEpoch = 0

  /// How many rows a recipe's diagnostics put through the network at once; 0 without any.
  static func rowCount(_ recipe: borrowing Recipe, of training: Examples) -> Int {
    recipe.diagnostics == nil ? 0 : min(mostRows, training.count)
  }

  /// Allocates what a recipe's diagnostics take; nil where it has none.
  init?(_ recipe: Recipe, layout: ParameterLayout, rows: Examples) {
    guard let plan = recipe.diagnostics else { return nil }
    self.plan = plan
    self.layout = layout
    let count = Self.rowCount(recipe, of: rows)
    let batch = rows.slice(from: 0, count: count)
    self.rows = batch
    before = AlignedBuffer(count: layout.storageCount)
    curvature =
      plan.includesCurvature
      ? batch.map {
        SharpnessProbe(
          recipe.shape, rows: $0, inputWidth: rows.inputWidth, targetWidth: rows.targetWidth)
      } : nil
  }

  /// Remembers θ before the last step of an epoch that is diagnosed.
  func noteLastStep(of network: borrowing Network<Float>, epoch: Int) {
    guard plan.includes(epoch) else { return }
    before.start.update(from: network.parameters.start, count: before.count)
    notedEpoch = epoch
  }

  /// An epoch's measurements with those of the diagnostics, where they are due.
  ///
  /// - Parameters:
  ///   - training: What the epoch measured.
  ///   - network: As the epoch's last step left it, gradients included.
  /// - Returns: The same, with more metrics unless the epoch is not due or diverged.
  func completing(
    _ training: EpochTraining, of network: borrowing Network<Float>
  ) -> EpochTraining {
    guard training.epoch == notedEpoch, training.divergence == nil else { return training }
    var metrics = training.metrics
    for tensor in layout.tensors { add(tensor, of: network, to: &metrics) }
    if let rows, network.shape.layerCount > 1 {
      network.forward(rows.inputs, rows: rows.count)
      for layer in 0..<network.shape.layerCount - 1 {
        let seen = LayerActivity(
          network, layer: layer, rows: rows.count, inputs: rows.inputs)
        let module = layout.activationModule(layer)
        metrics["activation_mean/\(module)"] = seen.mean
        metrics["activation_std/\(module)"] = seen.spread
        metrics["dead_units/\(module)"] = seen.deadShare
        metrics["effective_units/\(module)"] = seen.effectiveUnits
      }
    }
    if let sharpness = curvature?.largestEigenvalue(at: network.parameters.values) {
      metrics["hessian_max"] = sharpness
      metrics["rate_times_sharpness"] = (metrics[Metric.learningRate] ?? .nan) * sharpness
    }
    return EpochTraining(
      epoch: training.epoch, metrics: metrics, steps: training.steps,
      divergence: training.divergence)
  }

  /// Norms of a tensor's gradient, its values and, unless it was all zeros, its relative change.
  private func add(
    _ tensor: ParameterLayout.Tensor, of network: borrowing Network<Float>,
    to metrics: inout MetricValues
  ) {
    let (theta, old) = (network.parameters.start + tensor.offset, before.start + tensor.offset)
    let gradient = network.gradients.start + tensor.offset
    let set = network.instructions
    metrics["grad_norm/\(tensor.name)"] =
      Float.sumOfSquares(set, gradient, count: tensor.count).squareRoot()
    metrics["weight_norm/\(tensor.name)"] =
      Float.sumOfSquares(set, theta, count: tensor.count).squareRoot()
    let norm = Float.sumOfSquares(set, old, count: tensor.count).squareRoot()
    guard norm > 0 else { return }
    var change = 0.0
    for index in 0..<tensor.count {
      let difference = Double(theta[index]) - Double(old[index])
      change += difference * difference
    }
    metrics["update_ratio/\(tensor.name)"] = change.squareRoot() / norm
  }
}

extension ParameterLayout {
  /// PyTorch's index of the activation behind a hidden layer: the one after the layer's tensors.
  func activationModule(_ layer: Int) -> Int {
    let modules = tensors.lazy.filter { $0.layer == layer }
      .compactMap { Int($0.name.prefix { $0 != "." }) }
    return (modules.max() ?? 0) + 1
  }
}
