internal import PisteCore

/// A data set decoded, split and with its scalers fitted: all that is left is to write it down.
struct PreparedData {
  /// Which rows of which table make up a split, in order.
  struct Rows {
    let table: RawTable
    let target: LearningTarget
    let places: [Int32]
  }

  let facts: DataSetFacts
  let training: Rows
  let validation: Rows
  let test: Rows
  let scaling: FeatureScaling

  init(_ plan: PreparationPlan) throws(DataError) {
    let request = plan.request
    let raw = try plan.source.decode(request)
    let (target, testTarget) = try LearningTarget.settle(raw, task: request.task)
    let split = try SplitPlan(request, target: target, testTarget: testTarget)
    let test: Rows =
      if let table = raw.test, let testTarget, let rows = split.ownTest {
        Rows(table: table, target: testTarget, places: rows)
      } else {
        Rows(table: raw.table, target: target, places: split.split.test)
      }
    training = Rows(table: raw.table, target: target, places: split.split.training)
    validation = Rows(table: raw.table, target: target, places: split.split.validation)
    self.test = test
    scaling = FeatureScaling(
      plan.normalization, scope: plan.scope, fitting: raw.table, rows: training.places)
    var facts = DataSetFacts(
      name: request.name, task: target.task, features: raw.table.features, classes: target.names,
      targets: target.width, trainingRows: training.places.count,
      validationRows: validation.places.count, testRows: test.places.count, digest: "",
      scalerRows: scaling.fittedRows)
    var digest = DigestBuilder()
    digest.add(raw.digest)
    digest.add(ShapeText.resolved(request, facts: facts))
    for part in ShapeText.additions(request) { digest.add(part) }
    facts.digest = digest.hex
    self.facts = facts
  }
}
