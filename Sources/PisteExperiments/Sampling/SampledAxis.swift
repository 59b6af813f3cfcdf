internal import PisteCore

/// An axis from which a method draws.
struct SampledAxis: Sendable, Hashable {
  /// Where its values come from.
  enum Source: Sendable, Hashable {
    /// The numbers of one setting.
    case distribution(Distribution)
    /// One of several values or alternatives.
    case choice([SampledOption])
  }

  /// The axis as the file names it: a setting, or a group.
  var key: String
  var source: Source
  var location: SourceLocation
}

/// What a choice may come out as: settings that it gives, and axes drawn only once it is chosen.
struct SampledOption: Sendable, Hashable {
  /// The settings and the coordinate that it gives.
  var point: AxisPoint
  /// Axes of its own.
  var axes: [SampledAxis] = []
  /// How often it is chosen, against the other options.
  var weight = 1.0
  /// Names it among its axis's options, whatever their order.
  var name: String
}

/// All axes of an experiment that draws.
struct SampleSpace: Sendable, Hashable {
  var axes: [SampledAxis]

  /// Every axis by the name of its stream, in the order of the file.
  var names: [String] { Self.names(of: axes, under: "") }

  private static func names(of axes: [SampledAxis], under path: String) -> [String] {
    axes.flatMap { axis -> [String] in
      guard case .choice(let options) = axis.source else { return [path + axis.key] }
      return [path + axis.key]
        + options.flatMap { names(of: $0.axes, under: path + "\(axis.key)=\($0.name)/") }
    }
  }

  /// The point that a sampler proposes at an index.
  func point(_ sampler: Sampler, _ index: Int, at location: SourceLocation) -> AxisPoint {
    var point = AxisPoint(coordinates: [], givenValues: [], location: location)
    Self.draw(axes, under: "", into: &point) { sampler.number($0, index) }
    return point
  }

  private static func draw(
    _ axes: [SampledAxis], under path: String, into point: inout AxisPoint,
    _ number: (String) -> Double
  ) {
    for axis in axes {
      let name = path + axis.key
      switch axis.source {
      case .distribution(let distribution):
        let value = SettingValue.number(distribution.value(at: number(name)))
        let drawn = AxisPoint(axis.key, value, at: axis.location)
        point.coordinates += drawn.coordinates
        point.givenValues += drawn.givenValues
      case .choice(let options):
        guard let option = chosen(options, number(name)) else { continue }
        point.coordinates += option.point.coordinates
        point.givenValues += option.point.givenValues
        draw(option.axes, under: "\(name)=\(option.name)/", into: &point, number)
      }
    }
  }

  /// The option in whose share of the weights a number falls.
  private static func chosen(_ options: [SampledOption], _ number: Double) -> SampledOption? {
    let total = options.reduce(0) { $0 + $1.weight }
    var sum = 0.0
    return options.first { option in
      sum += option.weight
      return number * total < sum
    } ?? options.last { $0.weight > 0 }
  }

  /// How many different points there are; nil for more than can be counted.
  var count: Int? { Self.count(of: axes) }

  private static func count(of axes: [SampledAxis]) -> Int? {
    var product = 1
    for axis in axes {
      var own: Int? = 0
      switch axis.source {
      case .distribution(let distribution): own = distribution.count
      case .choice(let options):
        for option in options where option.weight > 0 {
          guard let sum = own, let more = count(of: option.axes) else {
            own = nil
            break
          }
          own = sum + more
        }
      }
      guard let own else { return nil }
      let (next, overflow) = product.multipliedReportingOverflow(by: own)
      guard !overflow else { return nil }
      product = next
    }
    return product
  }
}
