internal import PisteCore

/// A noisy quadratic whose spectrum looks like a deep network's: 90 eigenvalues from 0 to 1 and 10
/// from 30 to 60, in 100 dimensions.
///
/// Training and test rows are 1000 normal vectors of standard deviation 0.6 each. Published curves
/// run in batches of 128 and leave the rest of an epoch out, in the test set too, so that only its
/// first 896 rows are ever measured: those are kept here. Training leaves its rest out with
/// `drop_last`, which makes 7 steps an epoch.
///
/// > Source: Schneider, Balles and Hennig, "DeepOBS: A Deep Learning Optimizer Benchmark Suite",
/// > ICLR 2019, arXiv:1903.05499, `quadratic_deep`; the spectrum follows Chaudhari et al., ICLR
/// > 2017, arXiv:1611.01838.
package enum QuadraticDeep {
  static let name = FunctionName.quadraticDeep.rawValue
  private static let dimension = 100
  private static let rows = 1000
  private static let testRows = 896

  /// Q, drawn from `RandomState(42)`: the eigenvalues first, then the rotation.
  package static let form: QuadraticForm = {
    var random = MersenneTwister(seed: 42)
    let small = (0..<90).map { _ in random.uniform() }
    let large = (0..<10).map { _ in 30 + 30 * random.uniform() }
    let rotation = HaarRotation.draw(
      dimension: dimension, from: &random, uniform: { $0.uniform() }, normal: { $0.normal() })
    return QuadraticForm(eigenvalues: small + large, rotation: rotation)
  }()

  static func table(seed: UInt32, rows kept: Int) -> RawTable {
    var random = MersenneTwister(seed: seed)
    let values = (0..<kept * dimension).map { _ in 0.6 * random.normal() }
    return RawTable(rows: kept, features: dimension, values: .numbers(values), target: .nothing)
  }

  static func decode() -> RawData {
    let (table, test) = (table(seed: 42, rows: rows), table(seed: 43, rows: testRows))
    var digest = DigestBuilder()
    digest.add(table)
    digest.add(test)
    digest.add(form)
    return RawData(table: table, test: test, digest: digest.hex)
  }
}

/// The rows of ``QuadraticDeep``, which no setting changes.
struct QuadraticDeepSource: DataSource {
  var files: [String] { [] }
  var testFile: String? { nil }
  var hasOwnTest: Bool { true }

  func decode(_ request: DataSetRequest) throws(DataError) -> RawData { QuadraticDeep.decode() }
}
