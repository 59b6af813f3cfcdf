import PisteCatalog
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
///
/// Each must have a hint, whatever the test is about.
func faults(_ text: String, set overrides: [String] = []) -> String {
  do {
    _ = try ExperimentFile.parse(text, file: "x.yaml", overrides: overrides)
      .plan(facts: ExperimentsFacts.facts)
    return ""
  } catch let errors as SpecErrors {
    for fault in errors.faults {
      #expect(fault.hint?.isEmpty == false, "no hint: \(fault)")
    }
    return errors.description
  } catch {
    return "no fault but trouble: \(error)"
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

/// The places and kinds of all faults of a text, as `2:45 out-of-range`.
func codes(_ text: String) -> [String] {
  faults(text).split(separator: "\n").filter { $0.hasPrefix("x.yaml:") }.map { line in
    let place = line.dropFirst(7).prefix { !" ".contains($0) }.dropLast()
    let code = line.split(separator: "[").last?.dropLast() ?? ""
    return place + " " + code
  }
}

/// The optimizers with a momentum, as hints list them; the catalogue grows.
let ownersOfMomentum = Catalog.owners(of: "optimizer.momentum").map(\.name).joined(
  separator: ", ")
