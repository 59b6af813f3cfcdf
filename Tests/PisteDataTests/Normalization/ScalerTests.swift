import PisteData
import PisteTestSupport
import Testing

@Suite struct ScalerTests {
  private let training: [Double] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]
  private let probes: [Double] = [0, 1, 1.5, 2, 3, 3.25, 4.5, 5, 7, 9, 12]

  // Scripts/golden.py, from scikit-learn's StandardScaler, MinMaxScaler, RobustScaler and
  // QuantileTransformer with as many quantiles as there are training values.
  private static let golden: [(Normalization, [Double])] = [
    (
      .standardize,
      [
        -1.7728105208558367, -1.3296078906418773, -1.1080065755348978, -0.8864052604279183,
        -0.44320263021395917, -0.33240197266046934, 0.22160131510697959, 0.44320263021395917,
        1.3296078906418773, 2.2160131510697956, 3.5456210417116734,
      ]
    ),
    (.minMax, [-0.125, 0, 0.0625, 0.125, 0.25, 0.28125, 0.4375, 0.5, 0.75, 1, 1.375]),
    (.quantile, [0, 0, 0.15, 0.2, 0.35, 0.425, 0.55, 0.7, 0.93333333333333333, 1, 1]),
    (.robust, [-1.6, -1.2, -1, -0.8, -0.4, -0.3, 0.2, 0.4, 1.2, 2, 3.2]),
    (
      .quantileNormal,
      [
        -5.199337582605575, -5.199337582605575, -1.0364333894937898, -0.8416212335729142,
        -0.3853204664075676, -0.18911842627279238, 0.12566134685507416, 0.524400512708041,
        1.501085946044025, 5.19933758270342, 5.19933758270342,
      ]
    ),
    (.none, [0, 1, 1.5, 2, 3, 3.25, 4.5, 5, 7, 9, 12]),
  ]

  private func differences(_ scaler: any FeatureScaler, _ expected: [Double]) -> Double {
    LargestError.absolute(probes.map(scaler.scale), expected)
  }

  @Test(arguments: golden)
  func everyKindAgreesWithTheReference(kind: Normalization, expected: [Double]) {
    // The normal quantile has a slope of 4 million at its clipped ends.
    let tolerance = kind == .quantileNormal ? 1e-12 : 1e-14
    #expect(differences(kind.fit(FeatureSample(training)), expected) < tolerance)
  }

  @Test func aScalerUnderAnotherNameIsCaught() {
    for (kind, expected) in Self.golden where kind != .standardize {
      withKnownIssue {
        let impostor = Normalization.standardize.fit(FeatureSample(training))
        #expect(differences(impostor, expected) < 1e-14)
      }
    }
  }

  /// Divides by the root of Σ(x − μ)²/(N − 1), as statistics packages do.
  private struct SampleDeviation: FeatureScaler {
    let mean, deviation: Double

    init(fitting sample: FeatureSample) {
      mean = sample.mean
      let count = Double(sample.total)
      deviation = sample.standardDeviation * (count / (count - 1)).squareRoot()
    }

    func scale(_ value: Double) -> Double { (value - mean) / deviation }
  }

  @Test func anotherScalerUnderTheStandardizersNameIsCaught() {
    let sample = FeatureSample(training)
    let expected = Self.golden[0].1
    for kind in Normalization.allCases where kind != .standardize {
      withKnownIssue("\(kind) must be caught") {
        #expect(differences(kind.fit(sample), expected) < 1e-14)
      }
    }
    withKnownIssue("the deviation of a sample must be caught") {
      #expect(differences(SampleDeviation(fitting: sample), expected) < 1e-14)
    }
    withKnownIssue("a fit to other rows must be caught") {
      let other = Normalization.standardize.fit(FeatureSample(training.dropLast()))
      #expect(differences(other, expected) < 1e-14)
    }
  }

  /// The largest value that a constant feature is scaled to.
  private func constantError(_ scaler: any FeatureScaler) -> Double {
    LargestError.of([-3, 0.1, 255].map { abs(scaler.scale($0)) })
  }

  @Test func aScalerThatBlowsAConstantUpIsCaught() {
    let sample = FeatureSample([Double](repeating: 0.1, count: 7))
    withKnownIssue("a division by nothing must be caught") {
      #expect(constantError(SampleDeviation(fitting: sample)) == 0)
    }
    withKnownIssue("a constant that is left alone must be caught") {
      #expect(constantError(Normalization.none.fit(sample)) == 0)
    }
  }

  @Test(arguments: Normalization.allCases.filter { $0 != .none })
  func aConstantFeatureIsZero(kind: Normalization) {
    // A tenth is not a binary fraction: its mean over 7 rows need not be a tenth again.
    let scaler = kind.fit(FeatureSample([Double](repeating: 0.1, count: 7)))
    #expect(constantError(scaler) == 0)
  }

  /// A pixel that is dark in most images: its quartiles are equal, and it is not constant.
  @Test(arguments: [
    (Normalization.robust, [0, 1, 2, 7, 9]),
    (
      .quantileNormal,
      [
        -5.199337582605575, 0.9674215661017008, 1.2206403488473496, 5.19933758270342,
        5.19933758270342,
      ]
    ),
  ])
  func aFeatureThatIsMostlyOneValueAgreesToo(kind: Normalization, expected: [Double]) {
    let scaler = kind.fit(FeatureSample([0, 0, 0, 0, 0, 0, 0, 0, 7, 2]))
    for (probe, value) in zip([0.0, 1, 2, 7, 9], expected) {
      #expect(abs(scaler.scale(probe) - value) < 1e-12)
    }
  }

  @Test func quantilesLieBetweenTheValuesInOrder() {
    let sample = FeatureSample([4, 1, 1, 2])
    #expect([0, 0.5, 0.75, 1].map(sample.quantile) == [1, 1.5, 2.5, 4])
    #expect(FeatureSample([]).quantile(0.5) == 0)
  }

  @Test func theSampleCountsValues() {
    let sample = FeatureSample([2, -1, 2, 0, 2])
    #expect(sample.values == [-1, 0, 2])
    #expect(sample.counts == [1, 1, 3])
    #expect(sample.total == 5)
    #expect(sample.mean == 1)
    #expect(abs(sample.standardDeviation - 1.6.squareRoot()) < 1e-15)
  }
}
