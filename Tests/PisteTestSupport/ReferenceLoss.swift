private import Foundation

extension ReferenceNetwork {
  /// What is made small.
  public enum Loss: String, Sendable, CaseIterable {
    /// Minus the log-probability of the right class.
    case crossEntropy = "cross-entropy"
    /// The same against labels smoothed by 0.1.
    case smoothed = "smoothed-cross-entropy"
    /// The same for two classes and one logit.
    case logistic
    /// The mean of squares.
    case square
    /// The mean of squares of a logistic output.
    case squareSigmoid = "square-sigmoid"
    /// Huber's loss with δ = 0.7.
    case huber
    /// The hinge loss of one logit, margin 1.
    case hinge
    /// The hinge loss of several classes, margin 1.
    case multiMargin = "multi-margin"

    /// Whether targets are one of several classes.
    public var hasClasses: Bool { [.crossEntropy, .smoothed, .multiMargin].contains(self) }

    /// Whether targets are 0 or 1.
    public var isBinary: Bool { [.logistic, .hinge].contains(self) }

    /// How much of a label is spread over all classes.
    public static let smoothing = 0.1

    /// Where Huber's loss turns linear.
    public static let delta = 0.7

    /// The loss of one example.
    public func value(_ outputs: [Double], _ target: [Double]) -> Double {
      switch self {
      case .crossEntropy, .smoothed:
        return -zip(labels(target, outputs.count), Self.softmax(outputs))
          .map { $0 == 0 ? 0 : $0 * log($1) }.reduce(0, +)
      case .logistic: return -log(1 / (1 + exp(-(2 * target[0] - 1) * outputs[0])))
      case .square, .huber:
        return zip(outputs, target).map { y, t in
          let d = abs(y - t)
          if self == .square { return d * d }
          return d <= Self.delta ? d * d / 2 : Self.delta * (d - Self.delta / 2)
        }.reduce(0, +) / Double(outputs.count)
      case .squareSigmoid:
        return zip(outputs, target).map { pow(1 / (1 + exp(-$0)) - $1, 2) }.reduce(0, +)
          / Double(outputs.count)
      case .hinge: return max(0, 1 - (2 * target[0] - 1) * outputs[0])
      case .multiMargin:
        return Self.missing(outputs, target).reduce(0, +) / Double(outputs.count)
      }
    }

    /// The gradient of ``value(_:_:)`` with respect to the outputs.
    public func slope(_ outputs: [Double], _ target: [Double]) -> [Double] {
      switch self {
      case .crossEntropy, .smoothed:
        return zip(Self.softmax(outputs), labels(target, outputs.count)).map { $0 - $1 }
      case .logistic: return [1 / (1 + exp(-outputs[0])) - target[0]]
      case .square, .huber:
        return zip(outputs, target).map { y, t in
          let d = y - t
          let slope = self == .square ? 2 * d : (abs(d) <= Self.delta ? d : (d > 0 ? 0.7 : -0.7))
          return slope / Double(outputs.count)
        }
      case .squareSigmoid:
        return zip(outputs, target).map { z, t in
          let a = 1 / (1 + exp(-z))
          return 2 * (a - t) * a * (1 - a) / Double(outputs.count)
        }
      case .hinge:
        let side = 2 * target[0] - 1
        return [side * outputs[0] < 1 ? -side : 0]
      case .multiMargin:
        let violations = Self.missing(outputs, target).map { $0 > 0 ? 1.0 : 0 }
        let count = violations.reduce(0, +)
        return violations.enumerated().map { index, violation in
          (index == Int(target[0]) ? -count : violation) / Double(outputs.count)
        }
      }
    }

    private func labels(_ target: [Double], _ count: Int) -> [Double] {
      let smoothing = self == .smoothed ? Self.smoothing : 0
      return (0..<count).map { index in
        (index == Int(target[0]) ? 1 - smoothing : 0) + smoothing / Double(count)
      }
    }

    private static func missing(_ outputs: [Double], _ target: [Double]) -> [Double] {
      let right = Int(target[0])
      return outputs.indices.map { $0 == right ? 0 : max(0, 1 - outputs[right] + outputs[$0]) }
    }

    private static func softmax(_ z: [Double]) -> [Double] {
      let exponentials = z.map { exp($0) }
      let sum = exponentials.reduce(0, +)
      return exponentials.map { $0 / sum }
    }
  }
}
