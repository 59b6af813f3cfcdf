/// What a network is made of, before it has any parameters.
///
/// Behind each hidden dense layer come, in this order, its normalization, its activation and
/// dropout; nothing stands behind the last dense layer.
package struct NetworkShape: Sendable {
  /// D, then the hidden widths, then the output's width.
  package let widths: [Int]
  /// The function behind each hidden layer; none stands behind the last.
  package let activation: any Activation
  /// What training makes small.
  package let loss: any Loss
  /// The function that takes the place of all layers; nil for a network.
  package let point: PointProblem?
  /// How the sums of hidden layers are normalized.
  package let normalization: HiddenNormalization
  /// p, in 0..<1: the chance that training leaves a hidden unit's output out.
  package let dropout: Double

  /// Creates a shape; with two widths there is no hidden layer, which is a linear model.
  package init(
    widths: [Int], activation: any Activation, loss: any Loss,
    normalization: HiddenNormalization = .none, dropout: Double = 0
  ) {
    precondition((0..<1).contains(dropout), "NetworkShape: a dropout of \(dropout) is not in 0..<1")
    self.widths = widths
    self.activation = activation
    self.loss = loss
    self.normalization = normalization
    self.dropout = dropout
    point = nil
  }

  /// Creates the shape of a bare point that moves down a function.
  package init(point: PointProblem) {
    widths = [point.dimension]
    activation = Identity()
    loss = ObjectiveLoss()
    normalization = .none
    dropout = 0
    self.point = point
  }

  /// The number of dense layers.
  package var layerCount: Int { widths.count - 1 }

  /// Whether a pass in training is another than in evaluation, or keeps more.
  var distinguishesTraining: Bool {
    layerCount > 1
      && (normalization != .none || dropout > 0 || activation.slopeSource == .sums)
  }
}
