import Foundation
import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

@Suite struct SquaredErrorTests {
  private let inputs: [Float]
  private let targets: [Float]

  /// Two targets of one input: 200 rows to train on, 60 to validate, 40 to test.
  init() {
    var random = RandomStream(seed: 3, purpose: "rows")
    let inputs = (0..<300).map { _ in Float(random.normal()) }
    self.inputs = inputs
    targets = inputs.flatMap { [2 * $0 + Float(random.normal()), 1 - 3 * $0] }
  }

  /// What a linear network recorded last, and the same found from its parameters.
  private func errors(_ loss: String, predict: (Double) -> Double) throws -> (
    found: [Double], expected: [Double], values: MetricValues
  ) {
    let data = MemoryData(
      .regression, inputs: inputs, targets: targets, width: 1, outputs: 2, validation: 60, test: 40)
    let recipe = try data.recipe([
      "model.hidden": [], "loss": .text(loss), "epochs": 2, "optimizer.lr": 0.05,
    ])
    var trainer = Trainer(recipe, data: data.trainingData, seed: 1)
    var values = MetricValues()
    while !trainer.isFinished {
      _ = trainer.trainEpoch {}
      values = trainer.evaluate()
    }
    let tensors = trainer.finalTensors()
    let (weights, biases) = (tensors[0].values, tensors[1].values)
    func error(_ rows: Range<Int>) -> Double {
      var sum = 0.0
      for row in rows {
        for column in 0..<2 {
          let z = Double(inputs[row]) * Double(weights[column]) + Double(biases[column])
          sum += pow(predict(z) - Double(targets[2 * row + column]), 2)
        }
      }
      return (sum / Double(2 * rows.count)).squareRoot()
    }
    return (
      [values[Metric.validationError] ?? .nan, values[Metric.testError] ?? .nan],
      [error(200..<260), error(260..<300)], values
    )
  }

  @Test(arguments: ["square", "huber", "square-sigmoid"])
  func everyLossOfNumbersRecordsTheRootOfTheMeanSquare(loss: String) throws {
    let isSquashed = loss == "square-sigmoid"
    let identity = try errors(loss) { $0 }
    let logistic = try errors(loss) { 1 / (1 + exp(-$0)) }
    let (right, wrong) = isSquashed ? (logistic, identity) : (identity, logistic)
    #expect(LargestError.relative(right.found, right.expected) < 1e-6)
    withKnownIssue("the error of another output function must be caught") {
      #expect(LargestError.relative(wrong.found, wrong.expected) < 1e-3)
    }
  }

  @Test func itsSquareIsTheSquareLossAndNotHubers() throws {
    func difference(_ loss: String) throws -> Double {
      let values = try errors(loss) { $0 }.values
      let error = values[Metric.validationError] ?? .nan
      return abs(error * error / (values[Metric.validationLoss] ?? .nan) - 1)
    }
    #expect(try difference("square") < 1e-5)
    #expect(try difference("square-sigmoid") < 1e-5)
    let huber = try difference("huber")
    withKnownIssue("Huber's loss under the error's name must be caught") {
      #expect(huber < 1e-3)
    }
  }

  @Test func classesHaveNoSuchError() throws {
    let data = MemoryData.clouds()
    var trainer = Trainer(
      try data.recipe(["epochs": 1, "batch_size": 16]), data: data.trainingData, seed: 1)
    _ = trainer.trainEpoch {}
    let values = trainer.evaluate()
    #expect(values[Metric.validationLoss] != nil)
    #expect(values[Metric.validationError] == nil)
    #expect(values[Metric.testError] == nil)
  }

  /// No target of these is reached, so that all outputs run to the end that is nearer.
  @Test func aSquashedOutputStaysWithinItsEnds() throws {
    let inputs = (0..<40).map { Float($0) / 40 }
    let data = MemoryData(
      .regression, inputs: inputs, targets: inputs.map { 100 + $0 }, width: 1, outputs: 1,
      validation: 8)
    func error(_ loss: String) throws -> Double {
      var trainer = Trainer(
        try data.recipe([
          "model.hidden": [], "loss": .text(loss), "epochs": 300, "optimizer.lr": 0.1,
          "batch_size": 8,
        ]), data: data.trainingData, seed: 1)
      var values = MetricValues()
      while !trainer.isFinished {
        _ = trainer.trainEpoch {}
        values = trainer.evaluate()
      }
      return values[Metric.validationError] ?? .nan
    }
    #expect(abs(try error("square-sigmoid") - 99.9) < 0.1)
    #expect(try error("square") < 0.1)
  }
}
