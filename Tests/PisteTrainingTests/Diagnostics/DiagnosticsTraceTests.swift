import Foundation
import PisteCore
import PisteTraining
import Testing

/// What diagnostics measure after one step, against PyTorch, NumPy and LAPACK in Float64.
///
/// `Fixtures/generate-diagnostics.py` made the numbers; the versions stand in the file.
@Suite struct DiagnosticsTraceTests {
  struct Fixture: Decodable {
    let cases: [Case]
  }

  struct Case: Decodable, CustomTestStringConvertible {
    let name: String
    let activation: String
    let widths: [Int]
    let rate: Double
    let inputs: [Float]
    let labels: [Float]
    let weights: [[Float]]
    let metrics: [String: Double]

    var testDescription: String { name }

    /// The measurements of one step with the given weights.
    func measured(curvature: Bool = true, change: (inout [[Float]]) -> Void = { _ in }) throws
      -> MetricValues
    {
      let data = MemoryData(
        .classification, inputs: inputs, targets: labels, width: widths[0],
        outputs: widths[widths.count - 1])
      let recipe = try data.recipe([
        "model.hidden": .list(widths.dropFirst().dropLast().map { .number(Double($0)) }),
        "model.activation": .text(activation), "batch_size": .number(Double(labels.count)),
        "epochs": 1, "shuffle": "none", "optimizer.lr": .number(rate),
        "diagnostics": curvature ? "curvature" : "layers",
      ])
      var weights = weights
      change(&weights)
      let tensors = weights.enumerated().map { place, values in
        let (input, output) = (widths[place / 2], widths[place / 2 + 1])
        return NamedTensor(
          name: "\(place / 2 * 2).\(place % 2 == 0 ? "weight" : "bias")",
          shape: place % 2 == 0 ? [output, input] : [output], values: values)
      }
      var trainer = Trainer(recipe, data: data.trainingData, seed: 1, tensors: tensors)
      return trainer.trainEpoch {}.metrics
    }
  }

  private static let cases: [Case] = {
    guard
      let url = Bundle.module.url(
        forResource: "diagnostics", withExtension: "json", subdirectory: "Fixtures"),
      let data = try? Data(contentsOf: url),
      let fixture = try? JSONDecoder().decode(Fixture.self, from: data)
    else { return [] }
    return fixture.cases
  }()

  @Test func theFixtureIsThere() { #expect(Self.cases.count == 4) }

  /// Float32 gradients bound what agrees; an update is a difference of close numbers.
  private func check(_ measured: MetricValues, against expected: [String: Double]) {
    for (name, value) in expected {
      let found = measured[name] ?? .nan
      let tolerance = name.hasPrefix("update_ratio") ? 1e-3 : 1e-4
      #expect(
        abs(found - value) <= tolerance * max(abs(value), 1e-3), "\(name): \(found), not \(value)")
    }
  }

  @Test(arguments: cases) func everyNumberIsThatOfPyTorch(_ item: Case) throws {
    let measured = try item.measured()
    check(measured, against: item.metrics)
    let usual: Set = ["train/loss", "train/accuracy", "lr", "grad_norm"]
    #expect(Set(measured.values.keys) == usual.union(item.metrics.keys))
  }

  @Test(arguments: cases) func otherWeightsAreCaught(_ item: Case) throws {
    let measured = try item.measured { $0[0][0] += 1 }
    withKnownIssue { check(measured, against: item.metrics) }
  }

  @Test(arguments: cases) func layersLeaveTheCurvatureOut(_ item: Case) throws {
    let measured = try item.measured(curvature: false)
    #expect(measured["hessian_max"] == nil)
    #expect(measured["rate_times_sharpness"] == nil)
    #expect(measured["grad_norm/0.weight"] != nil)
  }
}
