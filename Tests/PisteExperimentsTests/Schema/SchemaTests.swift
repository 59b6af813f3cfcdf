import Foundation
import PisteCatalog
import PisteCore
import PisteExperiments
import PisteTestSupport
import Testing

/// The JSON Schema allows what Piste does, and refuses what is wrong whatever else is said.
@Suite struct SchemaTests {
  private static let schema: Result<JSONValue, any Error> = Result {
    try JSONDecoder().decode(JSONValue.self, from: Data(ExperimentSchema.json().utf8))
  }

  private func told(_ yaml: String) throws -> [String] {
    let node = try #require(try YAMLReader.read(yaml, file: "x.yaml"))
    return SchemaChecker(try Self.schema.get()).faults(Self.json(node))
  }

  /// YAML by the core schema of its version 1.2, as editors read it.
  private static func json(_ node: YAMLNode) -> JSONValue {
    switch node.content {
    case .sequence(let nodes): return .array(nodes.map(json))
    case .mapping(let entries):
      return .object(
        Dictionary(entries.map { ($0.key, json($0.value)) }, uniquingKeysWith: { _, new in new }))
    case .scalar(let text, let isPlain):
      guard isPlain else { return .string(text) }
      if node.isEmpty { return .null }
      if let value = ScalarText.boolean(text) { return .bool(value) }
      return ScalarText.number(text).map { .number($0) } ?? .string(text)
    }
  }

  private static let shipped: [String] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../experiments").standardizedFileURL.path
    let enumerator = FileManager.default.enumerator(atPath: folder)
    return (enumerator?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".yaml") }
      .sorted().map { "\(folder)/\($0)" }
  }()

  @Test func everyShippedExperimentIsValid() throws {
    #expect(Self.shipped.count >= 5)
    for path in Self.shipped {
      #expect(try told(String(contentsOfFile: path, encoding: .utf8)) == [], "\(path)")
    }
  }

  @Test(
    arguments: [
      SampleTests.text,
      "name: x\nsettings: {dataset: digits, optimizer: adam, model.init: {name: normal, std: 0.1}}",
      "name: x\nmethod: {name: sobol, seed: 3}\nsamples: 9\nparameters: {optimizer.lr: "
        + "{distribution: log_uniform, min: -7, max: 0}}",
      "program: train.py\nmethod: random\nrun_cap: 3\nparameters: {optimizer: {parameters: "
        + "{lr: {min: 0.1, max: 1.0}, name: {values: [sgd, adam], probabilities: [0.5, 0.5]}}}}",
      "name: x\nparameters: {optimizer: {one_of: [{name: sgd, weight: 2, lr: {min: 0.1, max: 1}}]}}",
      "name: x\nsettings: {checkpoint.every: 10m, epochs: \"${n}\"}\nconstants: {n: 3}",
      "name: x\non_failure: {stop_after: 3}\nwhere: optimizer.lr < 1\nextends: y.yaml",
      "name: x\nmetric: val/loss\nseeds: [1, 5]\nexclude: [{optimizer: heavy ball}]",
    ])
  func whatPisteReadsIsValid(text: String) throws { #expect(try told(text) == []) }

  @Test(
    arguments: [
      "settings: {}", "nmae: x", "name: [x]", "name: x\nmethod: bayes",
      "name: x\nmethod: {seed: 3}", "name: x\nsamples: 0", "name: x\nmetric: {name: accuracy}",
      "name: x\nmetric: {goal: maximize}", "name: x\nseeds: {tune: 3}", "name: x\nseeds: 0",
      "name: x\nsettings: {epochs: 0}", "name: x\nsettings: {epochs: 1.5}",
      "name: x\nsettings: {epochs: many}", "name: x\nsettings: {optimizer.momentum: 1}",
      "name: x\nsettings: {optimizer: {momentun: 0.9}}", "name: x\nsettings: {optimizer: adma}",
      "name: x\nsettings: {model: {hidden: 64}}", "name: x\nsettings: {drop_last: 1}",
      "name: x\nsettings: {epochs: {values: [1]}}", "name: x\nparameters: {epochs: 3}",
      "name: x\nparameters: {epochs: {values: []}}", "name: x\nparameters: {epochs: {value: x}}",
      "name: x\nparameters: {epochs: {points: 1, min: 1, max: 2}}",
      "name: x\nparameters: {epochs: {distribution: normall}}",
      "name: x\nparameters: {optimizer: {one_of: [{name: sgd, lr: {vlaues: [1]}}]}}",
      "name: x\nparameters: {model.activation: {min: 1, max: 2}}",
      "name: x\ncompare: optimiser", "name: x\nartifacts: some", "name: x\non_failure: {}",
    ])
  func whatIsWrongAnywhereIsRefused(text: String) throws { #expect(try told(text) != []) }

  @Test func topLevelKeysAreThoseThatAreRead() throws {
    let properties = try #require(try Self.schema.get()["properties"]?.members)
    let text = properties.keys.sorted().map { "\($0): {}" }.joined(separator: "\n")
    // A key that is not read would be told as unknown.
    #expect(!faults(text).contains("an experiment has no `"))
    let hint = faults("name: x\nqqqqqq: 3\nsettings: {dataset: digits}")
      .split(separator: "\n").first { $0.contains("there are") }
    let listed = (hint ?? "").replacing("  hint: there are ", with: "").split(separator: ", ")
    #expect(listed.count > 10)
    for key in listed { #expect(properties[String(key)] != nil, "\(key)") }
  }

  @Test func everySettingHasItsDescriptionAndDefault() throws {
    let definitions = try #require(try Self.schema.get()["$defs"])
    for definition in Catalog.commonSettings {
      let schema = try #require(definitions["setting-\(definition.key)"])
      #expect(schema["description"]?.text?.hasPrefix(definition.summary) == true)
      if definition.defaultValue != nil { #expect(schema["default"] != nil, "\(definition.key)") }
    }
    for key in Set(Catalog.allDefinitions.map(\.key)) {
      #expect(definitions["setting-\(key)"] != nil && definitions["axis-\(key)"] != nil, "\(key)")
    }
  }

  @Test func aCheckerThatPassesEverythingIsCaught() throws {
    withKnownIssue {
      #expect(SchemaChecker(true.schema).faults(.object(["nmae": .string("x")])) != [])
    }
  }
}

extension Bool {
  /// The schema that allows everything, or nothing.
  fileprivate var schema: JSONValue { .bool(self) }
}
