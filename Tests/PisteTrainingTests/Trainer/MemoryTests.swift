import PisteCore
import PisteTraining
import Testing

@Suite struct MemoryTests {
  /// In a process of its own, where nothing else allocates: the bytes in use by the C allocator
  /// are the same before each of 500 steps.
  @Test func stepsLeaveNoMemoryBehind() async {
    await #expect(processExitsWith: .success) {
      let data = MemoryData.clouds(rows: 4000, validation: 0, test: 0)
      let recipe = try data.recipe(["batch_size": 8, "epochs": 3, "optimizer.name": "adam"])
      var trainer = Trainer(recipe, data: data.trainingData, seed: 1)
      _ = trainer.trainEpoch {}
      var (lowest, highest, steps) = (Int.max, 0, 0)
      _ = trainer.trainEpoch {
        let bytes = HeapUse.bytes
        (lowest, highest, steps) = (min(lowest, bytes), max(highest, bytes), steps + 1)
      }
      precondition(lowest > 0, "the allocator does not tell")
      precondition(steps == 500, "\(steps) steps")
      precondition(highest == lowest, "between \(lowest) and \(highest) bytes in use")
    }
  }
}
