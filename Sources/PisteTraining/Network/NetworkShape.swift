/// What a network is made of, before it has any parameters.
package struct NetworkShape: Sendable {
  /// D, then the hidden widths, then the output's width.
  package let widths: [Int]
  /// The function behind each hidden layer; none stands behind the last.
  package let activation: any Activation
  /// What training makes small.
  package let loss: any Loss
  /// The function that takes the place of all layers; nil for a network.
  package let point: PointProblem?

  /// Creates a shape; with two widths there is no hidden layer, which is a linear model.
  package init(widths: [Int], activation: any Activation, loss: any Loss) {
    self.widths = widths
    self.activation = activation
    self.loss = loss
    point = nil
  }

  /// Creates the shape of a bare point that moves down a function.
  package init(point: PointProblem) {
    widths = [point.dimension]
    activation = Identity()
    loss = ObjectiveLoss()
    self.point = point
  }

  /// The number of dense layers.
  package var layerCount: Int { widths.count - 1 }
}
