import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// What a trainer gives its network to begin with, and what becomes of it.
@Suite struct FirstParametersTests {
  /// Rows of normal numbers, wider spread than standardized ones, of three classes.
  private func data(rows: Int = 96, width: Int = 12) -> MemoryData {
    var random = RandomStream(seed: 3, purpose: "rows")
    return MemoryData(
      .classification, inputs: (0..<rows * width).map { _ in Float(3 * random.normal() + 0.5) },
      targets: (0..<rows).map { Float($0 % 3) }, width: width, outputs: 3)
  }

  private func tensors(_ settings: Settings, seed: UInt64 = 1) throws -> [NamedTensor] {
    let data = data()
    let base: Settings = ["model.hidden": [24, 16], "batch_size": 64]
    return Trainer(try data.recipe(base.merging(settings)), data: data.trainingData, seed: seed)
      .initialTensors()
  }

  /// Variances of the sums of each layer over the first 64 rows, in Float64.
  private func variances(_ tensors: [NamedTensor], tanh isTanh: Bool) throws -> [Double] {
    let data = data()
    defer { withExtendedLifetime(data) {} }
    let inputs = try #require(data.trainingData.training.inputs)
    var x = (0..<64).map { row in (0..<12).map { Double(inputs[row * 12 + $0]) } }
    var result: [Double] = []
    for layer in 0..<tensors.count / 2 {
      let (w, b) = (tensors[2 * layer], tensors[2 * layer + 1])
      let width = w.shape[1]
      let sums = x.map { row in
        (0..<w.shape[0]).map { unit in
          (0..<width).reduce(Double(b.values[unit])) {
            $0 + Double(w.values[unit * width + $1]) * row[$1]
          }
        }
      }
      let all = sums.flatMap { $0 }
      let mean = all.reduce(0, +) / Double(all.count)
      result.append(all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(all.count))
      x = sums.map { $0.map { isTanh ? Self.tanh($0) : max(0, $0) } }
    }
    return result
  }

  private static func tanh(_ z: Double) -> Double {
    let network = AlignedBuffer<Double>(count: 1)
    let zero = AlignedBuffer<Double>(count: 1)
    network.start[0] = z
    Tanh().apply(
      network.start, bias: UnsafePointer(zero.start), keeping: nil, rows: 1, columns: 1, .portable)
    return network.start[0]
  }

  @Test(arguments: ["relu", "tanh"], ["constant", "uniform"])
  func everyLayersSumsVaryByOneUnderLSUV(activation: String, rule: String) throws {
    let settings: Settings = [
      "model.activation": .text(activation), "model.bias_rule": .text(rule),
    ]
    let isTanh = activation == "tanh"
    let scaled = try variances(
      tensors(settings.merging(["model.init.name": "lsuv"])), tanh: isTanh)
    #expect(scaled.count == 3)
    #expect(scaled.allSatisfy { abs($0 - 1) < 0.1 }, "\(scaled)")
    let unscaled = try variances(
      tensors(settings.merging(["model.init.name": "orthogonal"])), tanh: isTanh)
    withKnownIssue("orthogonal weights under LSUV's name must be caught") {
      #expect(unscaled.allSatisfy { abs($0 - 1) < 0.1 })
    }
  }

  /// The weights of a run must not change when a new rule appears beside the old ones.
  @Test func weightsAndConstantBiasesAreDrawnAsEver() throws {
    let recipe = try data().recipe(["model.hidden": [24, 16]])
    let network = Network<Float>(recipe.shape, batchCapacity: 1)
    var random = RandomStream(seed: 1, purpose: "weights")
    network.initialize(
      by: KaimingUniform(gain: 2.0.squareRoot(), fan: .in), bias: 0.25, from: &random)
    #expect(try tensors(["model.bias_init": 0.25]) == network.tensors())
  }

  @Test func uniformBiasesLieWithinTheirBoundsAndLeaveTheWeightsAlone() throws {
    let constant = try tensors([:])
    let uniform = try tensors(["model.bias_rule": "uniform"])
    for layer in 0..<3 {
      #expect(constant[2 * layer] == uniform[2 * layer])
      let bound = 1 / Float(uniform[2 * layer].shape[1]).squareRoot()
      let biases = uniform[2 * layer + 1].values
      #expect(biases.allSatisfy { abs($0) <= bound })
      #expect(Set(biases).count == biases.count)
      #expect(constant[2 * layer + 1].values.allSatisfy { $0 == 0 })
    }
    #expect(LargestError.of(uniform[1].values.map { Double(abs($0)) }) > 0.75 / 12.0.squareRoot())
  }

  @Test func pyTorchsLayerDrawsItsBiasesUnlessToldOtherwise() throws {
    let layers: Settings = ["model.init.name": "pytorch"]
    let drawn = try tensors(layers)
    #expect(try drawn == tensors(layers.merging(["model.bias_rule": "uniform"])))
    #expect(drawn[1].values.contains { $0 != 0 })
    let constant = try tensors(layers.merging(["model.bias_rule": "constant"]))
    #expect(constant[1].values.allSatisfy { $0 == 0 })
    #expect(constant[0] == drawn[0])
    #expect(
      throws: SpecErrors.self, "a value that nothing reads must be told",
      performing: { try tensors(layers.merging(["model.bias_init": 0.1])) })
  }

  /// The units of the first hidden layer, each its weights, after some training.
  private func units(_ initializer: String) throws -> [[Float]] {
    let data = MemoryData.clouds()
    let recipe = try data.recipe([
      "model.init.name": .text(initializer), "model.hidden": [6], "epochs": 3,
      "model.activation": "sigmoid", "optimizer.lr": 0.1,
    ])
    var trainer = Trainer(recipe, data: data.trainingData, seed: 1)
    while !trainer.isFinished { _ = trainer.trainEpoch {} }
    let weights = trainer.finalTensors()[0].values
    return (0..<6).map { Array(weights[2 * $0..<2 * $0 + 2]) }
  }

  @Test(arguments: ["zeros", "constant"])
  func equalUnitsStayEqualForEver(initializer: String) throws {
    let units = try units(initializer)
    #expect(Set(units).count == 1)
    #expect(units[0] != [0, 0])
  }

  @Test(arguments: ["normal", "truncated-normal", "sparse", "lecun-normal", "lsuv", "pytorch"])
  func unequalUnitsBecomeDifferent(initializer: String) throws {
    #expect(try Set(units(initializer)).count == 6)
  }
}
