import Foundation
import PisteCore
import PisteExperiments
import Testing

/// What a file may say of a published protocol that it repeats.
@Suite struct ProtocolTests {
  private func file(_ published: String, name: String = "name: reproduction, ") -> String {
    experiment(
      """
      protocol: {\(name)published: \(published)}
      compare: optimizer.name
      parameters: {optimizer.name: {values: [sgd, adam]}}
      """)
  }

  @Test func publishedResultsReachTheManifest() throws {
    let text = file("{adam: {mean: 0.9, sd: 0.01, n: 10}, sgd: {mean: 8.5e-1, sd: 0, n: 2}}")
    let plan = try plan(text)
    #expect(plan.experiment.isReproduction)
    let expected = [
      PublishedResult(level: "adam", mean: 0.9, deviation: 0.01, runs: 10),
      PublishedResult(level: "sgd", mean: 0.85, deviation: 0, runs: 2),
    ]
    #expect(plan.manifest.published == expected)
    let data = try JSONEncoder().encode(plan.manifest)
    #expect(try JSONDecoder().decode(ExperimentManifest.self, from: data) == plan.manifest)
  }

  @Test func aManifestWithoutThemIsReadAsBefore() throws {
    let plan = try plan(experiment("protocol: reproduction"))
    #expect(plan.experiment.isReproduction && plan.manifest.published == nil)
    let data = try JSONEncoder().encode(plan.manifest)
    #expect(!String(decoding: data, as: UTF8.self).contains("published"))
    #expect(try JSONDecoder().decode(ExperimentManifest.self, from: data) == plan.manifest)
  }

  @Test func everyFaultIsToldWithItsPlace() {
    let text = faults(
      """
      name: x
      protocol:
        name: copy
        publised: 3
        published:
          sgd: 0.9
          adam: {mean: high, sd: -1, n: 1, se: 2}
          lion: {mean: 1}
      settings: {dataset: {name: digits}}
      """)
    for line in [
      "x.yaml:3:9: error: `copy` is no value of `protocol` [unknown-choice]",
      "x.yaml:4:3: error: `protocol` has no `publised` [unknown-key]",
      "hint: did you mean `published`?",
      "x.yaml:6:10: error: the published result of `sgd` must be a mapping, not `0.9` [wrong-type]",
      "error: `mean` must be a number, not `high` [wrong-type]",
      "error: `sd` is -1 [out-of-range]",
      "hint: a standard deviation is not negative",
      "error: `n` is 1 [out-of-range]",
      "error: a published result has no `se` [unknown-key]",
      "x.yaml:8:5: error: the published result of `lion` lacks `sd`, `n` [missing-key]",
    ] {
      #expect(text.contains(line), "\(line)\n\(text)")
    }
  }

  @Test func aProtocolNeedsItsName() {
    #expect(
      faults(file("{sgd: {mean: 1, sd: 1, n: 2}}", name: "")).contains("`protocol` lacks `name`"))
  }

  @Test func resultsOfNoLevelAreAFault() {
    let text = faults(file("{adan: {mean: 1, sd: 1, n: 2}}"))
    #expect(text.contains("`published` names `adan`, which is no level of `compare`"))
    #expect(text.contains("did you mean `adam`?"))
  }
}
