import PisteCatalog
import PisteCore
import PisteTraining
import Testing

@Suite struct SchedulePreviewTests {
  private func preview(_ settings: Settings, steps: Int = 7) throws -> SchedulePreview {
    try SchedulePreview(
      settings: Catalog.complete(settings, facts: nil), stepsPerEpoch: steps)
  }

  @Test func everyScheduleHasARateForEachUnit() throws {
    for name in ScheduleName.allCases {
      let settings: Settings = [
        "schedule.name": .text(name.rawValue), "schedule.milestones": [2], "optimizer.lr": 0.5,
      ]
      let epochs = try preview(settings)
      #expect(epochs.unit == "epoch" && epochs.learningRates.count == 10)
      let steps = try preview(settings.merging(["schedule.unit": "step"]))
      #expect(steps.unit == "step" && steps.learningRates.count == 70)
      #expect((epochs.learningRates + steps.learningRates).allSatisfy { 0...0.5 ~= $0 })
    }
  }

  @Test func thePreviewIsWhatTheTrainerDoes() throws {
    let data = MemoryData.clouds()
    for name in ScheduleName.allCases where name != .reduceOnPlateau {
      let settings: Settings = [
        "schedule.name": .text(name.rawValue), "schedule.milestones": [2], "optimizer.lr": 0.01,
        "schedule.unit": "step", "schedule.warmup": 4, "epochs": 4, "log_every_steps": 1,
        "optimizer.momentum": 0.9, "batch_size": 10,
      ]
      var trainer = Trainer(try data.recipe(settings), data: data.trainingData, seed: 1)
      var rates: [Double] = []
      while !trainer.isFinished {
        rates += trainer.trainEpoch {}.steps.compactMap { $0.metrics[Metric.learningRate] }
      }
      #expect(try preview(settings, steps: 8).learningRates == rates, "\(name)")
    }
  }

  @Test func momentumMovesWhereThereIsOne() throws {
    for name in ["one-cycle", "cyclical"] {
      let settings: Settings = ["schedule.name": .text(name)]
      #expect(try preview(settings).momenta == nil)
      for given in [
        ["optimizer.momentum": 0.9], ["optimizer.name": "adam"], ["optimizer.name": "adamw"],
      ] as [Settings] {
        #expect(try preview(settings.merging(given)).momenta?.count == 10)
        let off = settings.merging(given).merging(["schedule.cycle_momentum": false])
        #expect(try preview(off).momenta == nil)
      }
    }
  }

  /// A momentum that the optimizer did not follow would change nothing.
  @Test(arguments: OptimizerName.allCases.filter { $0.momentumKey != nil })
  func theOptimizerFollowsTheMomentum(optimizer: OptimizerName) throws {
    let key = try #require(optimizer.momentumKey)
    let data = MemoryData.clouds()
    func final(_ moves: Bool) throws -> [NamedTensor] {
      var settings: Settings = [
        "optimizer.name": .text(optimizer.rawValue), "schedule.name": "one-cycle", "epochs": 5,
        "schedule.cycle_momentum": .bool(moves),
      ]
      settings[key] = 0.9
      var trainer = Trainer(try data.recipe(settings), data: data.trainingData, seed: 1)
      while !trainer.isFinished { _ = trainer.trainEpoch {} }
      return trainer.finalTensors()
    }
    #expect(try final(true) != final(false))
  }

  @Test func theWarmUpRisesToWhereTheCycleBegins() throws {
    let rates = try preview([
      "schedule.name": "one-cycle", "optimizer.lr": 1, "schedule.warmup": 2,
      "schedule.warmup_start": 0.5, "epochs": 12,
    ]).learningRates
    #expect(abs(rates[0] - 0.02) < 1e-12)
    #expect(abs(rates[1] - 0.03) < 1e-12)
    #expect(abs(rates[2] - 0.04) < 1e-12)
  }

  @Test func thePlateauIsShownLossesThatStall() throws {
    let settings: Settings = [
      "schedule.name": "reduce-on-plateau", "schedule.patience": 2, "epochs": 12,
      "schedule.metric": "val/accuracy",
    ]
    let preview = try preview(settings)
    #expect(preview.stallsFrom == 4)
    #expect(Set(preview.learningRates).count > 1)
    #expect(preview.learningRates[4] == preview.learningRates[0])
  }

  @Test func faultsAreToldAllAtOnce() {
    func codes(_ settings: Settings) -> [String] {
      do {
        _ = try preview(settings)
        return []
      } catch let errors as SpecErrors {
        return errors.faults.map(\.code.rawValue)
      } catch {
        return ["\(error)"]
      }
    }
    #expect(codes(["optimizer.lr": 0, "schedule.warmup": 10]) == ["out-of-range", "conflict"])
    #expect(codes(["schedule.name": "one-cycle", "epochs": 3]) == ["conflict"])
    #expect(codes(["schedule.name": "polynomial", "schedule.power": 0]) == ["out-of-range"])
    #expect(
      codes(["schedule.name": "cyclical", "schedule.step_size_down": 0]) == ["out-of-range"])
    #expect(
      codes(["schedule.name": "one-cycle", "schedule.cycle_momentum": true]) == ["conflict"])
    #expect(
      codes(["schedule.name": "reduce-on-plateau", "schedule.metric": "loss"])
        == ["unknown-choice"])
  }
}
