private import Foundation
internal import PisteCore

/// The distribution of labels that a network's outputs stand for, and the gradients of its
/// log-probability, whose products are the Fisher matrix of the outputs.
///
/// With L the loss of one example and ∂L/∂z its gradient for some label,
///
///     softmax        y ~ p = softmax(z)     p − onehot(y)       F = diag(p) − p·pᵀ
///     logistic       y ~ p = σ(z)           p − y               F = p(1 − p)
///     mean square    y ~ N(z, T/2)          2(z − y)/T          F = 2/T · I
///
/// the last since a mean over T targets without a half is −log of a normal density of variance
/// T/2, up to a constant.
///
/// > Source: Martens, "New Insights and Perspectives on the Natural Gradient Method", JMLR 21
/// > (2020), [arXiv:1412.1193](https://arxiv.org/abs/1412.1193), sections 5 and 6.
enum OutputDistribution: Sendable {
  case categorical, bernoulli, normal

  /// The distribution behind a loss; nil where there is none.
  init?(_ loss: any Loss) {
    switch loss {
    case is CrossEntropy: self = .categorical
    case is LogisticLoss: self = .bernoulli
    case is SquareLoss: self = .normal
    default: return nil
    }
  }

  /// How many gradients an example needs so that their products add up to F exactly.
  func exactPasses(columns: Int) -> Int { self == .bernoulli ? 1 : columns }

  /// Replaces outputs by what the gradients are made from: probabilities, or nothing at all.
  func prepare(_ outputs: UnsafeMutablePointer<Double>, rows: Int, columns: Int) {
    switch self {
    case .categorical:
      for row in 0..<rows {
        let z = outputs + row * columns
        var (largest, sum) = (z[0], 0.0)
        for column in 1..<max(1, columns) { largest = max(largest, z[column]) }
        for column in 0..<columns {
          z[column] = exp(z[column] - largest)
          sum += z[column]
        }
        for column in 0..<columns { z[column] /= sum }
      }
    case .bernoulli:
      for row in 0..<rows { outputs[row] = 1 / (1 + exp(-outputs[row])) }
    case .normal: break
    }
  }

  /// The gradients of pass `pass`; over all passes of an example their products add up to F.
  func exactGradient(
    _ gradient: UnsafeMutablePointer<Double>, _ prepared: UnsafePointer<Double>, pass: Int,
    rows: Int, columns: Int
  ) {
    for row in 0..<rows {
      let (g, p) = (gradient + row * columns, prepared + row * columns)
      switch self {
      case .categorical:
        let root = p[pass].squareRoot()
        for column in 0..<columns { g[column] = root * p[column] }
        g[pass] -= root
      case .bernoulli: g[0] = (p[0] * (1 - p[0])).squareRoot()
      case .normal:
        for column in 0..<columns { g[column] = 0 }
        g[pass] = (2 / Double(columns)).squareRoot()
      }
    }
  }

  /// The gradients of labels drawn from the model, whose products are F on average.
  func sampledGradient(
    _ gradient: UnsafeMutablePointer<Double>, _ prepared: UnsafePointer<Double>, rows: Int,
    columns: Int, from random: inout RandomStream
  ) {
    for row in 0..<rows {
      let (g, p) = (gradient + row * columns, prepared + row * columns)
      switch self {
      case .categorical:
        var (left, label) = (random.uniform(), 0)
        while label < columns - 1, left >= p[label] {
          left -= p[label]
          label += 1
        }
        for column in 0..<columns { g[column] = p[column] }
        g[label] -= 1
      case .bernoulli: g[0] = p[0] - (random.uniform() < p[0] ? 1 : 0)
      case .normal:
        let spread = (2 / Double(columns)).squareRoot()
        for column in 0..<columns { g[column] = spread * random.normal() }
      }
    }
  }
}
