import Foundation

/// The values in `Fixtures/comparisons.json`, which `Fixtures/generate_comparisons.py` wrote.
struct GoldenComparisons: Decodable {
  struct ChiSquaredPoint: Decodable {
    var x: Double
    var df: Double
    var p: Double
  }
  struct FPoint: Decodable {
    var f: Double
    var numerator: Double
    var denominator: Double
    var p: Double
  }
  struct NoncentralPoint: Decodable {
    var t: Double
    var df: Double
    var shift: Double
    var p: Double
  }
  struct RangePoint: Decodable {
    var q: Double
    var k: Int
    var p: Double
  }
  struct Maximum: Decodable {
    var n: Int
    var mean: Double
  }
  struct Trimmed: Decodable {
    var values: [Double]
    var proportion: Double
    var mean: Double
  }
  struct QuantilePoint: Decodable {
    var values: [Double]
    var p: Double
    var value: Double
  }
  struct Line: Decodable {
    var x: [Double]
    var y: [Double]
    var slope: Double
    var error: Double
    var p: Double
  }
  struct TwoSamples: Decodable {
    var first: [Double]
    var second: [Double]
    var u: Double
    var exact: Double
    var asymptotic: Double
    var uncorrected: Double
    var permutation: Double
    var cohen: Double
    var hedges: Double
    var delta: Double
    var score: [Double]
  }
  struct Pairs: Decodable {
    var differences: [Double]
    var statistic: Double
    var dropped: Double
    var ranked: Double
    var asymptotic: Double
    var corrected: Double
    var pratt: Double
    var flips: Double
  }
  struct Family: Decodable {
    var p: [Double]
    var adjusted: [Double]
  }
  struct Plan: Decodable {
    var effect: Double
    var paired: Bool
    var level: Double
    var power: Double
    var seeds: Int
    var reached: Double
    var detectable: Double
  }
  struct Expected: Decodable {
    var values: [Double]
    var without: [Double]
    var with: [Double]
  }
  struct Chance: Decodable {
    var levels: [[Double]]
    var trials: Int
    var chances: [Double]
  }
  struct Runs: Decodable {
    var times: [Double]
    var reached: [Bool]
  }
  struct Survival: Decodable {
    var times: [Double]
    var reached: [Bool]
    var level: Double
    var at: [Double]
    var survival: [Double]
    var low: [Double?]
    var high: [Double?]
  }
  struct LogRank: Decodable {
    var first: Runs
    var second: Runs
    var z: Double
    var p: Double
  }
  struct Ranking: Decodable {
    var results: [[Double]]
    var ranks: [Double]
    var chi: Double
    var p: Double
    var f: Double
    var fp: Double
  }
  struct Factorial: Decodable {
    struct Effect: Decodable {
      var factors: [Int]
      var share: Double
      var p: Double
    }
    var levels: [Int]
    var cells: [[Double]]
    var effects: [Effect]
    var seeds: Double
  }
  struct Design: Decodable {
    var settings: [Double]
    var names: [String]
    var results: [Double]
    var ordered: Double
    var named: Double
  }
  struct Resampling: Decodable {
    var name: String
    var strata: [[Double]]
    var resamples: Int
    var seed: UInt64
    var level: Double
    var first: [Double]
    var acceleration: Double
    var levels: [Double]
    var percentile: [Double]
    var bca: [Double]
  }

  var chiSquared: [ChiSquaredPoint]
  var f: [FPoint]
  var noncentral: [NoncentralPoint]
  var range: [RangePoint]
  var maximum: [Maximum]
  var trimmed: [Trimmed]
  var quantile: [QuantilePoint]
  var trend: [Line]
  var twoSamples: [TwoSamples]
  var pairs: [Pairs]
  var holm: [Family]
  var planning: [Plan]
  var expected: [Expected]
  var chances: [Chance]
  var survival: [Survival]
  var logrank: [LogRank]
  var friedman: [Ranking]
  var anova: [Factorial]
  var mainEffect: [Design]
  var bootstrap: [Resampling]

  static func load() throws -> GoldenComparisons {
    let url = Bundle.module.bundleURL.appendingPathComponent("Fixtures/comparisons.json")
    return try JSONDecoder().decode(GoldenComparisons.self, from: Data(contentsOf: url))
  }
}
