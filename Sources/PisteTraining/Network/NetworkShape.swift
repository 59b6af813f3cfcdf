/// What a network is made of, before it has any parameters.
package struct NetworkShape: Sendable {
  /// D, then the hidden widths, then the output's width.
  package let widths: [Int]
  /// The function behind each hidden layer; none stands behind the last.
  package let activation: any Activation
  /// What training makes small.
  package let loss: any Loss

  /// Creates a shape; with two widths there is no hidden layer, which is a linear model.
  package init(widths: [Int], activation: any Activation, loss: any Loss) {
    self.widths = widths
    self.activation = activation
    self.loss = loss
  }

  /// The number of dense layers.
  package var layerCount: Int { widths.count - 1 }
}
