import PisteCatalog
import PisteCore
import PisteTraining
import Testing

@Suite struct RecipeTests {
  private func codes(_ settings: Settings) -> [String] {
    do {
      _ = try MemoryData.clouds().recipe(settings)
      return []
    } catch let errors as SpecErrors {
      return errors.faults.map(\.code.rawValue)
    } catch {
      return ["\(error)"]
    }
  }

  @Test func everyMemberOfTheCatalogueHasItsCode() {
    for name in ScheduleName.allCases {
      #expect(codes(["schedule.name": .text(name.rawValue), "schedule.milestones": [2]]) == [])
    }
    for name in InitializerName.allCases {
      #expect(codes(["model.init.name": .text(name.rawValue)]) == [])
    }
    for name in OptimizerName.allCases {
      // All rows in one batch, which L-BFGS insists on.
      #expect(codes(["optimizer.name": .text(name.rawValue), "batch_size": 80]) == [])
    }
    for name in ActivationName.allCases {
      #expect(codes(["model.activation": .text(name.rawValue)]) == [])
    }
    for name in ShuffleName.allCases { #expect(codes(["shuffle": .text(name.rawValue)]) == []) }
  }

  @Test func faultsAreToldAllAtOnce() {
    #expect(codes(["batch_size": 81]) == ["out-of-range"])
    #expect(codes(["loss": "square"]) == ["conflict"])
    #expect(codes(["optimizer.lr": 0]) == ["out-of-range"])
    #expect(codes(["epochs": "many"]) == ["wrong-type"])
    #expect(codes(["schedule.name": "multi-step"]) == ["missing-key"])
    #expect(codes(["model.activation": "swish"]) == ["unknown-choice"])
    #expect(codes(["schedule.unit": "step", "schedule.warmup": 30]) == ["conflict"])
    #expect(codes(["model.hidden": [8, 0], "optimizer.momentum": 1]).count == 2)
    #expect(codes(["model.dropout": 1]) == ["out-of-range"])
    #expect(codes(["model.normalize": "group"]) == ["unknown-choice"])
    #expect(codes(["model.normalize": "batch", "batch_size": 1]) == ["conflict"])
    #expect(codes(["label_smoothing": 1.5]) == ["out-of-range"])
    #expect(codes(["loss": "huber"]) == ["conflict"])
    #expect(codes(["loss": "square-sigmoid"]) == ["conflict"])
    #expect(codes(["loss": "hinge", "hinge_margin": 0]) == ["out-of-range"])
    #expect(
      codes(["model.activation": "leaky-relu", "model.negative_slope": 2]) == ["out-of-range"])
  }

  @Test func widthsFollowFromSettingsAndFacts() throws {
    let recipe = try MemoryData.clouds().recipe(["model.hidden": [7, 5]])
    #expect(recipe.shape.widths == [2, 7, 5, 3])
    #expect(recipe.stepsPerEpoch == 3)
    #expect(try MemoryData.clouds().recipe(["model.hidden": []]).shape.widths == [2, 3])
  }

  @Test func whatAScheduleNeedsIsTold() {
    let plateau: Settings = ["schedule.name": "reduce-on-plateau"]
    #expect(codes(plateau) == [])
    func codesWithoutValidation(_ settings: Settings) -> [String] {
      do {
        _ = try MemoryData.clouds(validation: 0).recipe(settings)
        return []
      } catch { return (error as? SpecErrors)?.faults.map(\.code.rawValue) ?? ["\(error)"] }
    }
    #expect(codesWithoutValidation(plateau) == ["conflict"])
    #expect(codesWithoutValidation(plateau.merging(["schedule.metric": "train/loss"])) == [])
    // 80 rows by 32 make three steps an epoch.
    let short: Settings = ["schedule.unit": "step", "epochs": 1]
    #expect(codes(short.merging(["schedule.name": "one-cycle"])) == ["conflict"])
    #expect(codes(short.merging(["schedule.name": "warmup-stable-decay"])) == ["conflict"])
  }
}
