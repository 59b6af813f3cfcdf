import Foundation

/// The values of SciPy in `Fixtures/statistics.json`, which `Fixtures/generate.py` wrote.
struct GoldenStatistics: Decodable {
  struct Sample: Decodable {
    var values: [Double]
    var mean: Double
    var sd: Double
    var se: Double
    var interval95: [Double]
    var interval80: [Double]
  }
  struct Point: Decodable {
    var t: Double
    var df: Double
    var p: Double
  }
  struct NormalPoint: Decodable {
    var p: Double
    var z: Double
  }
  struct Comparison: Decodable {
    var first: [Double]
    var second: [Double]
    var t: Double
    var df: Double
    var p: Double
    var low: Double
    var high: Double
    var level: Double
  }
  struct Proportion: Decodable {
    var k: Int
    var n: Int
    var level: Double
    var low: Double
    var high: Double
  }

  var moments: [Sample]
  var cumulative: [Point]
  var quantile: [Point]
  var normal: [NormalPoint]
  var welch: [Comparison]
  var paired: [Comparison]
  var wilson: [Proportion]

  static func load() throws -> GoldenStatistics {
    let url = Bundle.module.bundleURL.appendingPathComponent("Fixtures/statistics.json")
    return try JSONDecoder().decode(GoldenStatistics.self, from: Data(contentsOf: url))
  }
}

/// Whether two numbers agree to a relative and an absolute tolerance.
func agree(
  _ left: Double, _ right: Double, relative: Double = 1e-9, absolute: Double = 0
) -> Bool {
  left == right || abs(left - right) <= max(absolute, relative * abs(right))
}
