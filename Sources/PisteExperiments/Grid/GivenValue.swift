internal import PisteCore

/// A setting with its value and the place where it was given.
struct GivenValue: Sendable, Hashable {
  var key: String
  var value: SettingValue
  var location: SourceLocation
}

/// The place of a point on an axis, as people name it.
struct AxisCoordinate: Sendable, Hashable {
  /// The axis: a setting's dotted name, or a group's as `optimizer`.
  var key: String
  /// The value as people read it, or a label.
  var text: String
  /// The value, where the axis is one of numbers.
  var number: Double?
}

/// One element of a dimension: which settings it gives, and how it is called.
struct AxisPoint: Sendable, Hashable {
  var coordinates: [AxisCoordinate]
  var givenValues: [GivenValue]
  var location: SourceLocation

  func givenValue(_ key: String) -> GivenValue? { givenValues.first { $0.key == key } }
}

/// What the grid multiplies: an axis, or several that go together (`one_of`, `zip`).
struct Dimension: Sendable, Hashable {
  /// The axis as the file names it: a setting, or a group.
  var key: String
  var points: [AxisPoint]
  var location: SourceLocation

  /// Every combination of one point of each dimension, the last fastest, behind `base`.
  static func product(of dimensions: [Dimension], base: AxisPoint) -> [AxisPoint] {
    var result = [base]
    for dimension in dimensions {
      result = result.flatMap { left in
        dimension.points.map { right in
          AxisPoint(
            coordinates: left.coordinates + right.coordinates,
            givenValues: left.givenValues + right.givenValues, location: right.location)
        }
      }
    }
    return result
  }

  /// The count of combinations; nil beyond `limit`.
  static func count(of dimensions: [Dimension], limit: Int) -> Int? {
    var count = 1
    for dimension in dimensions {
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension.points.count)
      guard !overflow, product <= limit else { return nil }
      count = product
    }
    return count
  }
}

/// A pattern of `exclude` or an entry of `include`.
struct Pattern: Sendable, Hashable {
  var givenValues: [GivenValue]
  /// Labels of alternatives by group, as `optimizer: SGD + momentum`.
  var labels: [String: String]
  var location: SourceLocation
}
