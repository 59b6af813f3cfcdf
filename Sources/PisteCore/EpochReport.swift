/// Values by metric name; one that is not finite travels as null and comes back as NaN.
public struct MetricValues: Hashable, Sendable, Codable {
  /// The values by metric name.
  public var values: [String: Double]

  /// Creates metric values.
  public init(_ values: [String: Double] = [:]) { self.values = values }

  /// The value of the metric named `name`, nil where it was not measured.
  public subscript(name: String) -> Double? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// Reads an object of numbers and nulls.
  ///
  /// - Throws: `DecodingError` for anything else.
  public init(from decoder: any Decoder) throws {
    let raw = try decoder.singleValueContainer().decode([String: Double?].self)
    self.init(raw.mapValues { $0 ?? .nan })
  }

  /// Writes an object of numbers and nulls.
  ///
  /// - Throws: what the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values.mapValues { $0.isFinite ? $0 : nil })
  }
}

/// What one optimizer step measured, where steps are logged.
public struct StepReport: Hashable, Sendable, Codable {
  /// The step, from 1 over the whole run.
  public var step: Int
  /// What was measured at it.
  public var metrics: MetricValues

  /// Creates a step's report.
  public init(step: Int, metrics: MetricValues) {
    self.step = step
    self.metrics = metrics
  }
}

/// What one epoch measured.
public struct EpochReport: Hashable, Sendable, Codable {
  /// The epoch, from 1.
  public var epoch: Int
  /// What was measured over it and after it.
  public var metrics: MetricValues
  /// The steps that were logged in it, in order; empty unless asked for.
  public var steps: [StepReport]

  /// Creates an epoch's report.
  public init(epoch: Int, metrics: MetricValues, steps: [StepReport] = []) {
    self.epoch = epoch
    self.metrics = metrics
    self.steps = steps
  }
}
