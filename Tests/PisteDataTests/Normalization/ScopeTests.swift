import Foundation
import PisteCore
import PisteData
import PisteTestSupport
import Testing

@Suite struct ScopeTests {
  private let folder: TemporaryDirectory
  private let cache: DataCache

  init() throws {
    folder = try TemporaryDirectory()
    cache = DataCache(directory: folder.path + "/cache")
  }

  /// Two features of different sizes and a constant one, as text and as pixels.
  private func table(_ normalize: String, _ scope: String) throws -> DataSet {
    let rows = (0..<100).map { "\($0),\($0 % 10 * 20),7,c\($0 % 2)\n" }.joined()
    let path = try folder.write("a,b,c,y\n" + rows, to: "a.csv")
    return try DataSets.load(
      DataSetRequest(name: "csv", path: path, normalize: normalize, normalizeScope: scope),
      cache: cache)
  }

  private func images(_ normalize: String, _ scope: String) throws -> DataSet {
    let pixels = (0..<100).flatMap { row -> [UInt8] in [UInt8(row), UInt8(row % 10 * 20), 7, 0] }
    try DataFiles.write(DataFiles.idx([100, 2, 2], pixels), to: "x-images-idx3-ubyte", in: folder)
    try DataFiles.write(
      DataFiles.idx([100], (0..<100).map { UInt8($0 % 2) }), to: "x-labels-idx1-ubyte", in: folder)
    return try DataSets.load(
      DataSetRequest(
        name: "idx", path: folder.path + "/x-images-idx3-ubyte", normalize: normalize,
        normalizeScope: scope), cache: cache)
  }

  @Test(arguments: [false, true])
  func anImageHasOneMeanAndOneDeviation(isImage: Bool) throws {
    let data = isImage ? try images("standardize", "image") : try table("standardize", "image")
    let raw = isImage ? try images("none", "feature") : try table("none", "feature")
    let values = raw.training.inputs.map { Double($0) }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    for (scaled, value) in zip(data.training.inputs, values) {
      #expect(abs(Double(scaled) - (value - mean) / variance.squareRoot()) < 1e-5)
    }
    // Rows that were not fitted to are scaled by the same two numbers.
    for (scaled, value) in zip(data.test.inputs, raw.test.inputs) {
      #expect(abs(Double(scaled) - (Double(value) - mean) / variance.squareRoot()) < 1e-5)
    }
  }

  @Test func theUsualScopeIsTheFeature() throws {
    let image = try table("standardize", "image")
    let feature = try table("standardize", "feature")
    withKnownIssue { #expect(image.training.inputs.elementsEqual(feature.training.inputs)) }
    for place in 0..<3 {
      let column = stride(from: place, to: feature.training.inputs.count, by: 3).map {
        Double(feature.training.inputs[$0])
      }
      #expect(abs(column.reduce(0, +)) < 1e-4)
    }
  }

  @Test(arguments: DataSets.normalizations.filter { $0 != "none" })
  func aConstantFeatureIsZeroInItsOwnScopeAndFiniteInTheImages(kind: String) throws {
    for data in [try table(kind, "feature"), try images(kind, "feature")] {
      let width = data.facts.features
      for row in 0..<data.training.count { #expect(data.training.inputs[row * width + 2] == 0) }
      for split in [data.training, data.validation, data.test] {
        #expect(split.inputs.allSatisfy { $0.isFinite })
      }
    }
    for data in [try table(kind, "image"), try images(kind, "image")] {
      #expect(data.training.inputs.allSatisfy { $0.isFinite })
      #expect(Set(data.training.inputs).count > 50)
    }
  }

  @Test func minMaxOfAnImageSpansAllItsPixels() throws {
    let inputs = try images("min-max", "image").training.inputs
    #expect(inputs.min() == 0)
    #expect(inputs.max() == 1)
    #expect(inputs[2] == Float(7.0 / 180))
  }

  @Test func anUnknownScopeIsAnsweredWithTheNearest() {
    let fault = #expect(throws: DataError.self) { try table("standardize", "imge") }
    #expect(fault?.setting == "dataset.normalize_scope")
    #expect(fault?.hint == "did you mean 'image'?")
  }
}
