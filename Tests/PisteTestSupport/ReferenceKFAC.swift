private import Foundation

/// K-FAC over many steps in Float64, from its definition; shares no code with the core.
///
/// Every example and every label has a gradient of its own, found by the reference network's chain
/// rule, so that the factors are sums of outer products and nothing else.
public struct ReferenceKFAC: Sendable {
  /// Whose labels the gradients behind G are those of.
  public enum Fisher: Sendable, CaseIterable {
    /// All that the model holds possible, as probable as it says.
    case exact
    /// The data's.
    case empirical
  }

  /// Whose labels.
  public var fisher = Fisher.exact
  /// Whether the damping is added to the product's eigenvalues, not shared out to the factors.
  public var isEigen = false
  /// λ.
  public var damping = 0.1
  /// The most that is kept of old factors.
  public var factorDecay = 0.95
  /// κ of the KL clip; 0 for none.
  public var klClip = 1e-3
  /// Steps from one look at the curvature to the next.
  public var factorEvery = 1
  /// Steps from one inversion to the next.
  public var inverseEvery = 10
  /// μ.
  public var momentum = 0.9
  /// l of the L2 penalty.
  public var decay = 0.0

  private var steps = 0
  private var looks = 0
  /// By layer: A and G as they have been averaged.
  private var factors: [(a: ReferenceMatrix, g: ReferenceMatrix)] = []
  /// By layer: A and G as they were at the last inversion.
  private var inverted: [(a: ReferenceMatrix, g: ReferenceMatrix)] = []
  private var velocity: [ReferenceMatrix] = []

  /// Creates the rule with its defaults.
  public init() {}

  /// Moves a network by one step on a batch.
  ///
  /// - Parameters:
  ///   - network: The network, without normalization.
  ///   - inputs: The examples.
  ///   - targets: Their targets.
  ///   - rate: η.
  public mutating func step(
    _ network: inout ReferenceNetwork, _ inputs: [[Double]], _ targets: [[Double]], rate: Double
  ) {
    if steps % factorEvery == 0 { look(network, inputs, targets) }
    if steps % inverseEvery == 0 { inverted = factors }
    steps += 1
    let slope = network.gradient(inputs, targets)
    let gradients = network.weights.indices.map { layer in
      Self.joined(slope.weights[layer], slope.biases[layer])
        + decay * Self.joined(network.weights[layer], network.biases[layer])
    }
    let directions = zip(gradients, inverted).map { preconditioned($0, $1.a, $1.g) }
    let change = zip(gradients, directions).reduce(0.0) { sum, pair in
      sum + rate * rate * zip(pair.0.flat, pair.1.flat).map(*).reduce(0, +)
    }
    let clip = klClip > 0 ? min(1, sqrt(klClip / abs(change))) : 1
    if velocity.isEmpty { velocity = directions.map { 0 * $0 } }
    for layer in directions.indices {
      velocity[layer] = momentum * velocity[layer] + clip * directions[layer]
      for (input, row) in velocity[layer].rows.enumerated() {
        for (output, value) in row.enumerated() {
          if input < inputWidth(of: network, layer) {
            network.weights[layer][output][input] -= rate * value
          } else {
            network.biases[layer][output] -= rate * value
          }
        }
      }
    }
  }

  private func inputWidth(of network: ReferenceNetwork, _ layer: Int) -> Int {
    network.weights[layer][0].count
  }

  /// Weights and, as the last row, biases: `[D + 1, H]`.
  private static func joined(_ weights: [[Double]], _ biases: [Double]) -> ReferenceMatrix {
    ReferenceMatrix(zip(weights, biases).map { $0 + [$1] }).transposed
  }

  private func preconditioned(
    _ gradient: ReferenceMatrix, _ a: ReferenceMatrix, _ g: ReferenceMatrix
  ) -> ReferenceMatrix {
    let total = damping + decay
    guard isEigen else {
      let share = sqrt(a.trace / Double(a.rows.count) / (g.trace / Double(g.rows.count)))
      return a.mapped { 1 / ($0 + share * sqrt(total)) } * gradient
        * g.mapped { 1 / ($0 + sqrt(total) / share) }
    }
    let (left, right) = (a.eigen, g.eigen)
    var turned = left.vectors.transposed * gradient * right.vectors
    for i in turned.rows.indices {
      for j in turned.rows[i].indices {
        turned.rows[i][j] /= left.values[i] * right.values[j] + total
      }
    }
    return left.vectors * turned * right.vectors.transposed
  }

  private mutating func look(
    _ network: ReferenceNetwork, _ inputs: [[Double]], _ targets: [[Double]]
  ) {
    looks += 1
    let keep = min(1 - 1 / Double(looks), factorDecay)
    let share = 1 / Double(inputs.count)
    for layer in network.weights.indices {
      var (a, g): (ReferenceMatrix?, ReferenceMatrix?)
      for (input, target) in zip(inputs, targets) {
        let passes = network.pass([input])
        Self.add(&a, passes[layer].inputs[0] + [1], share)
        let outputs = passes[passes.count - 1].outputs[0]
        for (label, weight) in labels(network.loss, outputs, target) {
          Self.add(&g, network.gradient([input], [label]).biases[layer], share * weight)
        }
      }
      guard let a, let g else { continue }
      if looks == 1 {
        factors.append((a, g))
      } else {
        let old = factors[layer]
        factors[layer] = (keep * old.a + (1 - keep) * a, keep * old.g + (1 - keep) * g)
      }
    }
  }

  private static func add(_ sum: inout ReferenceMatrix?, _ column: [Double], _ weight: Double) {
    let term = weight * ReferenceMatrix(column.map { x in column.map { x * $0 } })
    sum = sum.map { $0 + term } ?? term
  }

  /// Labels and their weights, so that the weighted products of gradients add up to Fisher's.
  private func labels(
    _ loss: ReferenceNetwork.Loss, _ outputs: [Double], _ target: [Double]
  ) -> [(label: [Double], weight: Double)] {
    if fisher == .empirical { return [(target, 1)] }
    switch loss {
    case .crossEntropy:
      let odds = outputs.map { exp($0) }
      return odds.enumerated().map { ([Double($0)], $1 / odds.reduce(0, +)) }
    case .logistic:
      let p = 1 / (1 + exp(-outputs[0]))
      return [([0], 1 - p), ([1], p)]
    default:
      // The square loss of T numbers is that of a normal of variance T/2: one standard deviation
      // off in each of them, which makes the product of gradients 2/T there.
      return outputs.indices.map { place in
        var label = outputs
        label[place] -= sqrt(Double(outputs.count) / 2)
        return (label, 1)
      }
    }
  }
}
