import Foundation
import Testing

@Suite struct PlotTests {
  static let schedules = [
    "constant", "step", "multi-step", "exponential", "polynomial", "inverse-time", "inverse-sqrt",
    "cosine", "cosine-restarts", "one-cycle", "cyclical", "warmup-stable-decay",
    "reduce-on-plateau",
  ]

  @Test func everyScheduleIsDrawnPlainWhereNobodyLooks() throws {
    let place = try Workplace()
    for name in Self.schedules {
      let result = try place.run("explain", "schedule", name, "--plot")
      #expect(result.status == 0, "\(name): \(result.errors)")
      #expect(result.output.contains("learning rate, 10 epochs"), "\(name)")
      #expect(result.output.contains("10 epochs\n"), "\(name)")
      #expect(!result.output.contains("\u{1B}"), "\(name)")
      #expect(result.output.contains { "⠁" <= $0 && $0 <= "⣿" }, "\(name)")
    }
  }

  @Test func whatIsAssumedIsSaid() throws {
    let place = try Workplace()
    let plateau = try place.run("explain", "reduce-on-plateau", "--plot", "--set", "epochs=30")
    #expect(plateau.output.contains("imagined run whose metrics improve up to epoch 10"))
    #expect(try place.run("explain", "multi-step", "--plot").output.contains("[3, 6]"))
  }

  @Test func settingsChangeTheDrawing() throws {
    let place = try Workplace()
    let result = try place.run(
      "explain", "schedule", "one-cycle", "--plot", "--set", "optimizer.name=adam", "--set",
      "optimizer.lr=0.5", "--set", "schedule.unit=step", "--set", "epochs=3", "--steps-per-epoch",
      "20")
    #expect(result.output.contains("learning rate, 3 epochs of 20 steps, counted in steps"))
    #expect(result.output.contains("highest 0.5") && result.output.contains("\nmomentum\n"))
    let json = try place.run(
      "explain", "cosine", "--plot", "--json", "--set", "epochs=4", "--set", "optimizer.lr=1")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect((object["learning_rates"] as? [Double])?.count == 4)
  }

  @Test(
    arguments: [
      (["explain", "adam", "--plot"], 64),
      (["explain", "cosine", "--set", "epochs=4"], 64),
      (["explain", "cosine", "--plot", "--set", "schedule.name=step"], 64),
      (["explain", "cosine", "--plot", "--set", "epochs=1000000000"], 65),
      (["explain", "cosine", "--plot", "--set", "schedule.warmup=10"], 65),
      (["explain", "cosine", "--plot", "--set", "schedule.wramup=1"], 65),
      (["explain", "cosine", "--plot", "--set", "epochs=1000000", "--steps-per-epoch", "99"], 64),
    ] as [([String], Int32)])
  func faultsAreTold(arguments: [String], status: Int32) throws {
    let result = try Workplace().start(arguments).wait()
    #expect(result.status == status, "\(result.errors)")
    #expect(!result.errors.isEmpty)
  }
}
