import PisteCatalog
import PisteCore
import PisteTestSupport
import PisteTraining
import Testing

/// The losses of 100 steps by PyTorch, optax and the authors' own packages, settings varied.
///
/// `Fixtures/generate-elementwise.py` made the numbers. Half of the cases let the rate fall at
/// every step, and most of those have weight decay on.
@Suite struct ElementwiseTraceTests {
  static let labels: [String] = {
    let fixture = try? GoldenTraceTests.fixture("elementwise")
    return fixture?.networks.first?.traces.map(\.label) ?? []
  }()

  @Test(arguments: labels)
  func everyRuleFollowsItsOriginForAHundredSteps(label: String) throws {
    let fixture = try GoldenTraceTests.fixture("elementwise")
    #expect(fixture.networks.count == 2)
    for network in fixture.networks {
      let trace = try #require(network.traces.first { $0.label == label })
      #expect(trace.losses.count == 100)
      let losses = try GoldenTraceTests.losses(network, trace, batchSize: fixture.batch_size)
      let error = LargestError.relative(losses, trace.losses)
      #expect(error < 1e-4, "\(network.name), \(label)")
    }
  }

  /// What Schedule-Free evaluates and saves is x, which is not where it trains.
  @Test func scheduleFreeEndsAtItsAverage() throws {
    let fixture = try GoldenTraceTests.fixture("elementwise")
    for network in fixture.networks {
      let traces = network.traces.filter { $0.label.hasPrefix("schedule-free") }
      #expect(traces.count == 4)
      for trace in traces {
        let expected = try #require(trace.evaluated)
        let run = try GoldenTraceTests.run(network, trace, batchSize: fixture.batch_size)
        let values = run.tensors.flatMap(\.values)
        #expect(values.count == expected.count)
        for (a, b) in zip(values, expected) { #expect(abs(a - b) < 1e-4 * max(1, abs(b))) }
      }
    }
  }

  @Test func everyElementwiseRuleHasTwoVariantsOrMore() throws {
    let fixture = try GoldenTraceTests.fixture("elementwise")
    for name in [
      OptimizerName.adagrad, .rmsprop, .adadelta, .adamax, .nadam, .radam, .lion, .rprop, .lars,
      .lamb, .adafactor, .swats, .scheduleFreeSGD, .scheduleFreeAdamW, .prodigy,
    ] {
      for network in fixture.networks {
        let own = network.traces.filter { $0.optimizer["name"] == .text(name.rawValue) }
        #expect(own.count >= 2, "\(name.rawValue)")
        #expect(own.contains { ($0.gamma ?? 1) < 1 }, "\(name.rawValue)")
      }
    }
  }

  /// One setting left at its default where the trace has another value.
  @Test(
    arguments: [
      ("adagrad-all", "lr_decay"), ("adagrad-optax", "epsilon_inside"),
      ("rmsprop-all", "centered"), ("adadelta-all", "weight_decay"), ("adamax-all", "beta2"),
      ("nadam-decoupled", "decoupled_weight_decay"), ("nadam-optax", "momentum_decay"),
      ("radam-decoupled", "decoupled_weight_decay"), ("rprop-all", "eta_plus"),
      ("lion-all", "weight_decay"), ("lars-all", "nesterov"), ("lamb-all", "weight_decay"),
      ("adafactor-all", "epsilon2"), ("swats-switching", "switch_tolerance"),
      ("schedule-free-sgd-all", "r"), ("schedule-free-adamw-all", "r"),
      ("prodigy-all", "use_bias_correction"), ("prodigy-safe", "safeguard_warmup"),
      ("adam-epsilon-hat", "epsilon_hat"),
    ])
  func aVariantUnderAnothersNameIsCaught(label: String, setting: String) throws {
    let fixture = try GoldenTraceTests.fixture("elementwise")
    let network = fixture.networks[0]
    let trace = try #require(network.traces.first { $0.label == label })
    let optimizer = Settings(trace.optimizer.values.filter { $0.key != setting })
    #expect(optimizer != trace.optimizer)
    let impostor = GoldenTraceTests.Fixture.Network.Trace(
      label: label, optimizer: optimizer, losses: [], gamma: trace.gamma,
      batch_size: trace.batch_size)
    let losses = try GoldenTraceTests.losses(network, impostor, batchSize: fixture.batch_size)
    withKnownIssue("\(label) without its \(setting) must be caught") {
      #expect(LargestError.relative(losses, trace.losses) < 1e-4)
    }
  }
}
