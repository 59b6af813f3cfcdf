import PisteCatalog
import PisteCore
import Testing

@Suite struct SecondOrderTests {
  private let facts = DataSetFacts(
    name: "digits", task: .classification, features: 64, classes: (0..<10).map(String.init),
    targets: 1, trainingRows: 1000, validationRows: 100, testRows: 300, digest: "d")

  private func conflicts(_ settings: Settings, knowsFacts: Bool = true) -> [SettingConflict] {
    let complete = Catalog.complete(
      settings.merging(["dataset.name": "digits"]), facts: facts)
    return Catalog.conflicts(in: complete, facts: knowsFacts ? facts : nil)
  }

  @Test func aQuasiNewtonStepNeedsAllRowsInOneBatch() {
    let found = conflicts(["optimizer.name": "lbfgs", "batch_size": 999])
    #expect(found.map(\.key) == ["batch_size"])
    #expect(found.first?.error.hint?.contains("batch_size: 1000") == true)
    #expect(conflicts(["optimizer.name": "lbfgs", "batch_size": 1000]).isEmpty)
    #expect(conflicts(["optimizer.name": "lbfgs"], knowsFacts: false).isEmpty)
    #expect(conflicts(["optimizer.name": "sgd", "batch_size": 999]).isEmpty)
  }

  @Test func clippedGradientsAreNoCurvature() {
    let found = conflicts([
      "optimizer.name": "lbfgs", "batch_size": 1000, "gradient_clip.norm": 1,
    ])
    #expect(found.map(\.key) == ["gradient_clip.norm"])
  }

  @Test func theNaturalGradientIsThatOfDenseLayersAndALikelihood() {
    #expect(conflicts(["optimizer.name": "kfac"]).isEmpty)
    #expect(
      conflicts(["optimizer.name": "kfac", "model.normalize": "batch"]).map(\.key)
        == ["optimizer.name"])
    #expect(
      conflicts(["optimizer.name": "kfac", "model.dropout": 0.5]).map(\.key) == ["optimizer.name"])
    let hinge = conflicts(["optimizer.name": "kfac", "loss": "hinge"])
    #expect(hinge.contains { $0.key == "optimizer.name" })
    let squashed = conflicts(["optimizer.name": "kfac", "loss": "square-sigmoid"])
    #expect(squashed.contains { $0.key == "optimizer.name" })
  }
}
