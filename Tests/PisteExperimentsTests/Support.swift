import PisteCore
import PisteExperiments
import PisteTestSupport
import Testing

/// The plan of a text, which must have no fault.
func plan(
  _ text: String, set overrides: [String] = [], seeds: Int? = nil
) throws -> Plan {
  try ExperimentFile.parse(text, file: "x.yaml", overrides: overrides, seedCount: seeds)
    .plan(facts: ExperimentsFacts.facts)
}

/// Every fault of a text, as printed; empty if it has none.
func faults(_ text: String, set overrides: [String] = []) -> String {
  do throws(SpecErrors) {
    _ = try ExperimentFile.parse(text, file: "x.yaml", overrides: overrides)
      .plan(facts: ExperimentsFacts.facts)
    return ""
  } catch {
    return error.description
  }
}

/// A whole experiment around some lines.
func experiment(_ lines: String, settings: String = "dataset: {name: digits}") -> String {
  "name: x\nsettings: {\(settings)}\n" + lines
}

/// The coordinates of every configuration, as `sgd 0.1`.
func grid(_ plan: Plan) -> [String] {
  plan.configurations.map { $0.coordinates.map(\.text).joined(separator: " ") }
}
