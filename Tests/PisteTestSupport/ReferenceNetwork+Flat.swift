extension ReferenceNetwork {
  /// Weights and biases of one layer after the other, each weight by output and input.
  public var flat: [Double] {
    get { zip(weights, biases).flatMap { $0.flatMap { $0 } + $1 } }
    set {
      var rest = newValue[...]
      for layer in weights.indices {
        for unit in weights[layer].indices {
          let width = weights[layer][unit].count
          weights[layer][unit] = Array(rest.prefix(width))
          rest = rest.dropFirst(width)
        }
        biases[layer] = Array(rest.prefix(biases[layer].count))
        rest = rest.dropFirst(biases[layer].count)
      }
    }
  }

  /// Loss and gradient at other parameters, in the order of ``flat``.
  public func lossAndGradient(
    at parameters: [Double], _ inputs: [[Double]], _ targets: [[Double]]
  ) -> (value: Double, gradient: [Double]) {
    var network = self
    network.flat = parameters
    let slope = network.gradient(inputs, targets)
    return (
      network.meanLoss(inputs, targets),
      zip(slope.weights, slope.biases).flatMap { $0.flatMap { $0 } + $1 }
    )
  }
}
