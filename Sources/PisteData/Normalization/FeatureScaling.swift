/// Scalers for all features of a table, fitted on some of its rows and applied to any.
struct FeatureScaling {
  private enum Storage {
    /// The scaled value of every byte, [D, 256] row-major: looking up is all there is to do.
    case bytes([Float])
    case numbers([any FeatureScaler])
  }

  private let storage: Storage
  private let features: Int
  /// How many rows it was fitted to.
  let fittedRows: Int

  /// Fits to the given rows, and to no other.
  init(
    _ normalization: Normalization, scope: NormalizationScope, fitting table: RawTable,
    rows: [Int32]
  ) {
    features = table.features
    fittedRows = rows.count
    switch table.values {
    case .bytes(let bytes):
      storage = .bytes(Self.lookUp(normalization, scope, bytes, features, rows))
    case .numbers(let numbers) where scope == .image:
      let scaler = normalization.fit(
        FeatureSample(
          rows.flatMap { row in
            numbers[(Int(row) * table.features)..<((Int(row) + 1) * table.features)]
          }))
      storage = .numbers(Array(repeating: scaler, count: table.features))
    case .numbers(let numbers):
      storage = .numbers(
        (0..<table.features).map { feature in
          normalization.fit(
            FeatureSample(rows.map { numbers[Int($0) * table.features + feature] }))
        })
    }
  }

  private static func lookUp(
    _ normalization: Normalization, _ scope: NormalizationScope, _ bytes: ArraySlice<UInt8>,
    _ features: Int, _ rows: [Int32]
  ) -> [Float] {
    var histograms = [Int32](repeating: 0, count: features * 256)
    bytes.withUnsafeBufferPointer { bytes in
      histograms.withUnsafeMutableBufferPointer { histograms in
        for row in rows {
          let start = Int(row) * features
          for feature in 0..<features {
            histograms[feature * 256 + Int(bytes[start + feature])] += 1
          }
        }
      }
    }
    if scope == .image {
      var counts = [Int](repeating: 0, count: 256)
      for place in histograms.indices { counts[place % 256] += Int(histograms[place]) }
      let scaler = normalization.fit(FeatureSample(histogram: counts))
      let scaled = (0..<256).map { Float(scaler.scale(Double($0))) }
      return (0..<features).flatMap { _ in scaled }
    }
    return (0..<features).flatMap { feature in
      let histogram = histograms[(feature * 256)..<(feature * 256 + 256)]
      let scaler = normalization.fit(FeatureSample(histogram: histogram.map { Int($0) }))
      return (0..<256).map { Float(scaler.scale(Double($0))) }
    }
  }

  /// Writes scaled rows, [rows, D] row-major.
  func write(
    _ rows: [Int32], of table: RawTable, to output: UnsafeMutableBufferPointer<Float>
  ) {
    precondition(
      output.count == rows.count * features,
      "FeatureScaling: \(rows.count * features) values for room of \(output.count)")
    switch (storage, table.values) {
    case (.bytes(let scaled), .bytes(let bytes)):
      bytes.withUnsafeBufferPointer { bytes in
        scaled.withUnsafeBufferPointer { scaled in
          for (place, row) in rows.enumerated() {
            let source = Int(row) * features
            let target = place * features
            for feature in 0..<features {
              output[target + feature] = scaled[feature * 256 + Int(bytes[source + feature])]
            }
          }
        }
      }
    case (.numbers(let scalers), .numbers(let numbers)):
      for (place, row) in rows.enumerated() {
        for feature in 0..<features {
          let value = numbers[Int(row) * features + feature]
          output[place * features + feature] = Float(scalers[feature].scale(value))
        }
      }
    case (.bytes, .numbers), (.numbers, .bytes):
      preconditionFailure("FeatureScaling: fitted on one element type, applied to another")
    }
  }
}
