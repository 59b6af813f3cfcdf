internal import PisteCore
internal import PisteExperiments
internal import PisteStore

extension LiveSweep {
  /// Creates the state of the sweep of a plan.
  init(_ plan: Plan) {
    let seeds = plan.experiment.seeds
    let added = seeds.evaluate.filter { !seeds.tune.contains($0) }
    self.init(
      name: plan.experiment.name, objective: plan.objective, levels: plan.levels,
      seeds: Seeds(tune: seeds.tune.count, evaluate: added.count), total: plan.runCount)
  }
}

extension ProgressDisplay {
  /// Takes in the runs that a sweep will tell of, and what the store knows of them already.
  ///
  /// - Throws: `StoreError` if the store cannot be read.
  func expect(_ runs: [RunPlan], _ enqueued: Enqueued, in store: RunStore) throws {
    update { sweep in
      for run in runs {
        sweep.expect(
          run.id,
          at: .init(
            level: run.level, configuration: run.configuration, stage: run.stage,
            epochs: run.settings["epochs"]?.integer))
      }
    }
    // Where nothing is to be done there is nothing to be seen either.
    guard !enqueued.toDo.isEmpty else { return }
    for (run, epochs) in enqueued.epochs where epochs > 0 {
      let curve = try store.curve(of: run, metric: objective.name)
      let values = Dictionary(curve.map { ($0.epoch, $0.value) }, uniquingKeysWith: { $1 })
      update { $0.recall(run, values: values) }
    }
    guard enqueued.done > 0 else { return }
    for ending in try store.endings(of: name) where ending.isWhole {
      update { $0.settle(ending.run, value: ending.value, curve: nil) }
    }
    for run in update({ $0.runsWithoutCurve }) {
      let curve = try store.curve(of: run, metric: objective.name).map(\.value)
      update { $0.addCurve(curve, of: run) }
    }
  }
}
