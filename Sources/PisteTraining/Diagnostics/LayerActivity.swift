/// What a hidden layer's activations have been over some rows.
struct LayerActivity {
  /// Mean over rows and units.
  private(set) var mean = 0.0
  /// Standard deviation over rows and units, divided by their count.
  private(set) var spread = 0.0
  /// Share of units that no row sends a gradient through, 0…1.
  ///
  /// A unit counts if the activation's slope is at most 0.001 on every row: for ReLU, if no output
  /// is positive; for the logistic function, if every output is within 0.001 of 0 or 1; for tanh,
  /// within 0.0005 of −1 or 1; never where the slope is nowhere so small. For GELU and SiLU, whose
  /// slope does not follow from the value, if every output is within 0.001 of 0.
  private(set) var deadShare = 0.0
  /// How many distinct units there are, from 1 to H; 0 if all are 0 on every row.
  ///
  /// With y the outputs of one unit over the rows, and units that are 0 throughout left out,
  ///
  ///     H² / Σᵢⱼ cos²(yᵢ, yⱼ)
  ///
  /// k groups of equally many equal units, with nothing in common between groups, give k. It is
  /// the participation ratio of the eigenvalues of the units' cosines, their effective number of
  /// order 2. A start that treats all units alike gives 1 for good: equal units have equal
  /// gradients, and nothing ever tells them apart.
  ///
  /// > Source: Pasarkar and Dieng, "Cousins of the Vendi Score", 2023,
  /// > [arXiv:2310.12952](https://arxiv.org/abs/2310.12952), order 2; Hill, "Diversity and
  /// > Evenness", Ecology 54 (1973).
  ///
  /// > Differs from: a count of distinct columns, which needs a tolerance that decides; and from
  /// > the score of order 1, which needs all eigenvalues. Outputs are not centered, so that a unit
  /// > that is the same on all rows remains one.
  private(set) var effectiveUnits = 0.0

  /// Slopes up to this let nothing through.
  private static let flat: Float = 0.001

  /// Measures a hidden layer right after a forward pass.
  ///
  /// - Parameters:
  ///   - network: The network, its layer outputs those of the pass.
  ///   - layer: The hidden layer, from 0.
  ///   - rows: How many rows passed.
  ///   - inputs: The network's inputs in that pass.
  init(
    _ network: borrowing Network<Float>, layer: Int, rows: Int, inputs: UnsafePointer<Float>
  ) {
    let width = network.shape.widths[layer + 1]
    let outputs = UnsafePointer(network.layerOutputs[layer].start)
    let scratch = AlignedBuffer<Float>(count: rows * width)
    measureSpread(outputs, count: rows * width)
    scratch.start.update(repeating: 1, count: scratch.count)
    switch network.shape.activation.slopeSource {
    case .output:
      network.shape.activation.multiplyDerivative(
        scratch.start, at: outputs, count: scratch.count, network.instructions)
    case .sums:
      let sums = network.evaluatedSums(of: layer, rows: rows, inputs: inputs)
      network.shape.activation.multiplyDerivative(
        scratch.start, at: sums.start, count: scratch.count, network.instructions)
    }
    deadShare = Self.shareOfFlatColumns(scratch.start, rows: rows, columns: width)
    scratch.start.update(from: outputs, count: scratch.count)
    effectiveUnits = Self.effectiveColumns(scratch.start, rows: rows, columns: width)
  }

  private mutating func measureSpread(_ values: UnsafePointer<Float>, count: Int) {
    var sum = 0.0
    for index in 0..<count { sum += Double(values[index]) }
    mean = sum / Double(count)
    var squares = 0.0
    for index in 0..<count {
      let difference = Double(values[index]) - mean
      squares += difference * difference
    }
    spread = (squares / Double(count)).squareRoot()
  }

  private static func shareOfFlatColumns(
    _ slopes: UnsafePointer<Float>, rows: Int, columns: Int
  ) -> Double {
    var isLive = [Bool](repeating: false, count: columns)
    for row in 0..<rows {
      for column in 0..<columns where abs(slopes[row * columns + column]) > flat {
        isLive[column] = true
      }
    }
    return Double(isLive.count { !$0 }) / Double(columns)
  }

  /// The columns are scaled to length 1 in place; then Σ cos² is the sum of squares of all their
  /// products, which equals that of the rows' products, and there are never many rows.
  private static func effectiveColumns(
    _ matrix: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) -> Double {
    var squares = [Double](repeating: 0, count: columns)
    for row in 0..<rows {
      for column in 0..<columns {
        let value = Double(matrix[row * columns + column])
        squares[column] += value * value
      }
    }
    let live = squares.count { $0 > 0 }
    guard live > 0 else { return 0 }
    let scales = squares.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
    for row in 0..<rows {
      for column in 0..<columns {
        let place = row * columns + column
        matrix[place] = Float(Double(matrix[place]) * scales[column])
      }
    }
    let products = AlignedBuffer<Float>(count: rows * rows)
    MatrixProduct.inputGradient(
      products.start, outputGradient: matrix, weights: matrix, rows: rows, inputs: rows,
      outputs: columns)
    var sum = 0.0
    for value in products.values { sum += Double(value) * Double(value) }
    return Double(live) * Double(live) / sum
  }
}

extension Network {
  /// z, what a hidden layer's activation was applied to in the last evaluation, found again from
  /// the layer's inputs, since an evaluation does not keep it.
  fileprivate func evaluatedSums(
    of layer: Int, rows: Int, inputs: UnsafePointer<Scalar>
  ) -> AlignedBuffer<Scalar> {
    let weight = layout.weight(layer)
    let z = AlignedBuffer<Scalar>(count: rows * weight.outputs)
    let x = layer == 0 ? inputs : UnsafePointer(layerOutputs[layer - 1].start)
    let theta = UnsafePointer(parameters.start)
    MatrixProduct.forward(
      z.start, inputs: x, weights: theta + weight.offset, rows: rows, inputs: weight.inputs,
      outputs: weight.outputs)
    let isNormalized = shape.normalization != .none
    if isNormalized { normalize(layer, z.start, theta, rows: rows, isTraining: false) }
    let added = isNormalized ? layout.shift(layer) : layout.bias(layer)
    Scalar.biasIdentity(
      instructions, z.start, theta + added.offset, rows: rows, columns: weight.outputs)
    return z
  }
}
