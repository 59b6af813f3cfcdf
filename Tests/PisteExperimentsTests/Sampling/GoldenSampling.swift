import Foundation

/// The values of SciPy in `Fixtures/sampling.json`, which `Fixtures/generate-sampling.py` wrote.
struct GoldenSampling: Decodable {
  struct SobolPoint: Decodable {
    var index: Int
    /// As fractions of 2³⁰, a dimension each.
    var coordinates: [UInt32]
  }
  struct Quantile: Decodable {
    var kind: String
    var parameters: [Double]
    var p: Double
    var value: Double
    var mean: Double
    var variance: Double
  }

  var sobol: [SobolPoint]
  var laws: [Quantile]

  static func load() throws -> GoldenSampling {
    let url = Bundle.module.bundleURL.appendingPathComponent("Fixtures/sampling.json")
    return try JSONDecoder().decode(GoldenSampling.self, from: Data(contentsOf: url))
  }
}
