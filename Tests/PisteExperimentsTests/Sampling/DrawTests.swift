import PisteCore
import PisteExperiments
import Testing

/// What is promised of drawn configurations.
@Suite struct DrawTests {
  private func file(
    _ axes: String, method: String = "random", samples: Int = 8, more: String = ""
  ) -> String {
    experiment("method: \(method)\nsamples: \(samples)\n\(more)\nparameters: {\(axes)}")
  }

  private let rate = "optimizer.lr: {min: 1e-4, max: 1.0, scale: log}"

  /// The numbers are frozen: another draw would make other runs of every file there is.
  @Test func theDrawsAreTheseForEver() throws {
    let random = grid(try plan(file(rate, samples: 3)))
    #expect(random == ["0.00722703", "0.000375444", "0.0208027"])
    let seeded = grid(try plan(file(rate, method: "{name: random, seed: 3}", samples: 3)))
    #expect(seeded == ["0.170347", "0.0275469", "0.0327715"])
    let sobol = grid(try plan(file(rate, method: "sobol", samples: 4)))
    #expect(sobol == ["0.0289943", "0.00136328", "0.000227112", "0.474751"])
  }

  @Test(arguments: ["random", "sobol"])
  func aLargerCountOnlyAddsAtTheEnd(method: String) throws {
    let axes = """
      optimizer: {one_of: [{name: sgd, momentum: {min: 0.0, max: 0.9}}, adam]}, \
      batch_size: {values: [16, 32]}, \(rate)
      """
    for more in ["", "compare: optimizer", "exclude: [{optimizer.name: adam, batch_size: 16}]"] {
      let few = try plan(file(axes, method: method, samples: 5, more: more))
      let many = try plan(file(axes, method: method, samples: 9, more: more))
      #expect(many.configurations.count == (more.hasPrefix("compare") ? 18 : 9))
      #expect(
        many.configurations.prefix(few.configurations.count).map(\.id)
          == few.configurations.map(\.id))
    }
  }

  @Test(arguments: ["random", "sobol"])
  func whatAConstraintForbidsIsDrawnAgain(method: String) throws {
    let axes = rate + ", batch_size: {values: [16, 32]}"
    let bound = "where: optimizer.lr * batch_size < 0.5"
    let plan = try plan(file(axes, method: method, samples: 20, more: bound))
    #expect(plan.configurations.count == 20)
    for configuration in plan.configurations {
      let rate = try #require(configuration.settings["optimizer.lr"]?.number)
      let batch = try #require(configuration.settings["batch_size"]?.number)
      #expect(rate * batch < 0.5)
    }
    // Without the constraint some of the same draws break it.
    let free = try PisteExperimentsTests.plan(file(axes, method: method, samples: 20))
    #expect(free.configurations.map(\.id) != plan.configurations.map(\.id))
  }

  @Test(arguments: ["random", "sobol"])
  func anAxisAtTheEndMovesNoOther(method: String) throws {
    let one = try plan(file(rate, method: method))
    let two = try plan(file(rate + ", model.dropout: {min: 0.0, max: 0.5}", method: method))
    #expect(
      one.configurations.map { $0.settings["optimizer.lr"] }
        == two.configurations.map { $0.settings["optimizer.lr"] })
    #expect(Set(two.configurations.map { $0.settings["model.dropout"] }).count == 8)
  }

  @Test func seedsGiveOtherDraws() throws {
    let ids = try (0..<3).map {
      try plan(file(rate, method: "{name: random, seed: \($0)}")).configurations.map(\.id)
    }
    #expect(Set(ids.joined()).count == 24)
    #expect(try plan(file(rate)).configurations.map(\.id) == ids[0])
  }

  @Test func aSobolDrawCoversWhatARandomOneMisses() throws {
    let axes = "batch_size: {min: 1, max: 16}"
    let text = file(axes, method: "sobol", samples: 16)
    // Sixteen points, one in each sixteenth; none was passed over for being there before.
    let first = grid(try plan(text)).compactMap(Int.init)
    #expect(first.sorted() == Array(1...16))
    let sobol = try plan(file(rate, method: "sobol", samples: 4)).configurations
    let decades = sobol.compactMap { $0.settings["optimizer.lr"]?.number }.sorted()
    #expect(zip(decades, [1e-3, 1e-2, 0.1, 1]).allSatisfy { $0 < $1 && $0 >= $1 / 10 })
  }

  @Test func alternativesBringOnlyTheirOwnAxes() throws {
    let plan = try plan(
      file(
        """
        optimizer: {one_of: [
          {name: sgd, lr: {min: 0.1, max: 0.2}, momentum: {values: [0.5, 0.9]}},
          {name: adam, lr: {min: 0.001, max: 0.002}, weight: 3}]}
        """, samples: 40))
    let sgd = plan.configurations.filter { $0.settings["optimizer.name"] == "sgd" }
    // A quarter of 40, within three standard deviations.
    #expect((2...18).contains(sgd.count))
    for configuration in plan.configurations {
      let lr = try #require(configuration.settings["optimizer.lr"]?.number)
      let keys = configuration.coordinates.map(\.key)
      if configuration.settings["optimizer.name"] == "sgd" {
        #expect((0.1...0.2).contains(lr))
        #expect(keys == ["optimizer", "optimizer.lr", "optimizer.momentum"])
      } else {
        #expect((0.001...0.002).contains(lr))
        #expect(keys == ["optimizer", "optimizer.lr"])
      }
    }
  }

  @Test func probabilitiesAreKept() throws {
    let plan = try plan(
      file(
        "model.activation: {values: [relu, tanh, silu], probabilities: [0.7, 0.3, 0]}, \(rate)",
        samples: 100))
    let counts = ["relu", "tanh", "silu"].map { name in
      plan.configurations.count { $0.settings["model.activation"] == .text(name) }
    }
    // Five standard deviations are 23.
    #expect(abs(counts[0] - 70) < 23)
    #expect(counts[2] == 0)
  }

  @Test func eachComparedLevelGetsTheWholeCount() throws {
    let axes = """
      optimizer: {one_of: [
        {name: sgd, label: SGD, lr: {min: 0.1, max: 1.0}},
        {name: sgd, label: heavy ball, momentum: 0.9, lr: {min: 0.01, max: 0.1}},
        {name: adam, lr: {min: 0.001, max: 0.01}}]},
      model.dropout: {min: 0.0, max: 0.5}
      """
    let labels = try plan(file(axes, samples: 5, more: "compare: optimizer"))
    #expect(labels.levels == ["SGD", "heavy ball", "adam"])
    #expect(labels.configurations.map(\.level).prefix(4) == ["SGD", "heavy ball", "adam", "SGD"])
    for level in labels.levels {
      #expect(labels.configurations.count { $0.level == level } == 5)
    }
    // What stands outside the compared factor is shared, draw by draw.
    let dropouts = labels.configurations.map { $0.settings["model.dropout"] }
    for start in stride(from: 0, to: 15, by: 3) {
      #expect(Set(dropouts[start..<start + 3]).count == 1)
    }
    #expect(Set(dropouts).count == 5)
    // By name, both kinds of SGD are one level and share its count.
    let names = try plan(file(axes, samples: 6, more: "compare: optimizer.name"))
    #expect(names.levels == ["sgd", "adam"])
    #expect(names.configurations.count { $0.level == "sgd" } == 6)
    #expect(names.configurations.count { $0.level == "adam" } == 6)
    let values = try plan(
      file("model.activation: {values: [relu, tanh]}, \(rate)", more: "compare: model.activation"))
    #expect(values.configurations.count == 16)
  }

  @Test func noConfigurationComesTwice() throws {
    let axes = "batch_size: {values: [16, 32, 64]}, epochs: {min: 1, max: 2}"
    let all = try plan(file(axes, samples: 6))
    #expect(Set(all.configurations.map(\.id)).count == 6)
    // Where a warm-up starts says nothing without one.
    let idle = try plan(
      file(
        "schedule.warmup: {values: [0, 1]}, schedule.warmup_start: {values: [0.1, 0.5]}", samples: 3
      ))
    #expect(idle.configurations.count == 3)
    #expect(
      faults(file(axes, samples: 7)).contains(
        "there are only 6 combinations, and 7 are asked for [exhausted]"))
    #expect(
      faults(
        file(
          "schedule.warmup: {values: [0, 1]}, schedule.warmup_start: {values: [0.1, 0.5]}",
          samples: 4)
      ).contains("10000 draws in a row gave no new configuration [exhausted]"))
  }

  @Test func whatIsExcludedIsDrawnAnew() throws {
    let axes = "optimizer.name: {values: [sgd, adam]}, \(rate)"
    let plan = try plan(file(axes, more: "exclude: [{optimizer.name: adam}]"))
    #expect(plan.configurations.count == 8)
    #expect(plan.configurations.allSatisfy { $0.settings["optimizer.name"] == "sgd" })
  }

  @Test func overridesReachDrawnAxes() throws {
    let axes = "optimizer: {one_of: [sgd, adam]}, \(rate), batch_size: {values: [16, 32]}"
    let fixed = try plan(file(axes), set: ["batch_size=8"])
    #expect(fixed.configurations.count == 8)
    #expect(fixed.configurations.allSatisfy { $0.settings["batch_size"] == 8 })
    let whole = try plan(file(axes))
    let adam = try plan(file(axes), set: ["optimizer.name=adam"])
    #expect(
      adam.configurations.map(\.id)
        == whole.configurations.filter { $0.settings["optimizer.name"] == "adam" }.map(\.id))
  }

  @Test func runCapStandsForSamples() throws {
    let text = experiment("method: random\nrun_cap: 4\nparameters: {\(rate)}")
    #expect(
      try plan(text).configurations.map(\.id)
        == plan(file(rate, samples: 4)).configurations.map(\.id))
  }

  @Test func stagesAndReportsSeeOrdinaryPoints() throws {
    let plan = try plan(
      file(
        "optimizer: {one_of: [sgd, adam]}, \(rate)", samples: 4,
        more: "compare: optimizer\nseeds: {tune: 2, evaluate: 3}"))
    #expect(plan.runCount == 8 * 2 + 2 * 3)
    #expect(plan.experiment.method == "random")
    let axes = plan.manifest.axes
    #expect(axes.map(\.key) == ["optimizer", "optimizer.lr"])
    #expect(axes[1].numbers?.count == 4)
  }

  /// Every law of W&B's, on settings that take what it gives.
  @Test(
    arguments: [
      ("optimizer.lr: {distribution: log_uniform, min: -7, max: -2}", 9.2e-4...0.136),
      ("optimizer.lr: {distribution: inv_log_uniform, min: 2, max: 7}", 9.0e-4...0.136),
      ("optimizer.lr: {distribution: inv_log_uniform_values, min: 0.01, max: 0.1}", 0.01...0.1),
      ("optimizer.lr: {distribution: log_normal, mu: -4, sigma: 0.1}", 0.01...0.03),
      ("optimizer.lr: {distribution: normal, mu: 1, sigma: 0.1}", 0.5...1.5),
      ("optimizer.lr: {distribution: normal, mu: 0, min: 0.1, max: 0.2}", 0.1...0.2),
      ("optimizer.lr: {distribution: q_normal, mu: 2, sigma: 0.2, q: 0.25, min: 1}", 1...4),
      ("optimizer.lr: {distribution: beta, a: 2, b: 3}", 0...1),
      ("optimizer.lr: {distribution: q_log_normal, mu: 3, sigma: 0.3, min: 1}", 1...100),
      ("model.bias_init: {min: -1e308, max: 1e308}", -1e308...1e308),
      ("batch_size: {distribution: q_uniform, min: 16, max: 512, q: 16}", 16...512),
      ("batch_size: {distribution: q_log_uniform_values, min: 16, max: 512, q: 8}", 16...512),
      ("batch_size: {distribution: q_log_uniform, min: 1, max: 6}", 3...403),
      ("batch_size: {distribution: int_uniform, min: 5, max: 90}", 5...90),
      ("batch_size: {min: 16, max: 512, scale: log}", 16...512),
      ("optimizer.weight_decay: {distribution: q_beta, a: 2, b: 2, q: 0.05}", 0...1),
    ] as [(String, ClosedRange<Double>)])
  func everyLawIsRead(axis: String, range: ClosedRange<Double>) throws {
    let plan = try plan(file(axis, samples: 5))
    let numbers = plan.configurations.compactMap { $0.coordinates[0].number }
    #expect(numbers.count == 5)
    #expect(numbers.allSatisfy(range.contains), "\(numbers)")
  }
}
