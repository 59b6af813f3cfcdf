import PisteCore
import PisteExperiments
import PisteTestSupport
import Testing

@Suite struct ConstantTests {
  @Test func aReferenceStandsForItsConstant() throws {
    let plan = try plan(
      """
      name: width-${width}
      description: costs $${width} and ${width}$ or $x
      constants:
        width: 64
        rates: [0.1, "${rate}"]
        rate: 0.3
        half: ${rate}e-1
        data: digits
      settings:
        dataset: ${data}
        model.hidden: ["${width}", 32]
        optimizer: {momentum: "${half}"}
      parameters:
        optimizer.lr: {values: "${rates}"}
      """)
    #expect(plan.experiment.name == "width-64")
    #expect(plan.experiment.description == "costs ${width} and 64$ or $x")
    #expect(grid(plan) == ["0.1", "0.3"])
    #expect(plan.configurations[0].settings["model.hidden"] == [64, 32])
    #expect(plan.configurations[0].settings["optimizer.momentum"] == 0.03)
  }

  @Test func aConstantStandsInEveryPart() throws {
    let plan = try plan(
      """
      name: x
      constants: {n: 2, a: sgd, cap: 3, short: 10m, tag: t}
      seeds: ${n}
      tags: ["${tag}"]
      run_cap: ${cap}
      timeout: ${short}
      where: "optimizer.name == ${a}"
      settings: {dataset: digits}
      parameters:
        optimizer: {values: ["${a}", adam]}
        epochs: {values: [1, 2, 3, 4]}
      exclude: [{epochs: "${n}"}]
      """)
    #expect(grid(plan) == ["sgd 1", "sgd 3", "sgd 4"])
    #expect(plan.runCount == 6)
    #expect(plan.experiment.tags == ["t"])
    #expect(plan.experiment.timeouts.run == .seconds(600))
  }

  @Test func anUnknownConstantIsToldAtItsReferenceAlone() {
    #expect(
      faults(
        """
        name: x
        constants: {rate: 0.1, widths: [8, 4]}
        settings:
          dataset: digits
          optimizer.lr: ${rat}
          epochs: "many ${widths}"
          batch_size: ${}
          dataset.limit: ${nothing-like-it}
          model.hidden: ${rate}
          optimizer.${rate}: 1
        """)
          == """
          x.yaml:5:17: error: there is no constant `rat` [unknown-key]
            hint: did you mean `rate`?
          x.yaml:6:17: error: the constant `widths` is a list, and stands inside a text [wrong-type]
            hint: let the reference stand alone, as in "${widths}"
          x.yaml:7:15: error: `${` begins a reference to a constant, and this is none [syntax]
            hint: as in ${rate}; write $${ for the text itself
          x.yaml:8:18: error: there is no constant `nothing-like-it` [unknown-key]
            hint: there are rate, widths
          x.yaml:9:17: error: `model.hidden` must be a list of whole numbers, not `0.1` [wrong-type]
            hint: write [0.1]
          x.yaml:10:3: error: a key cannot hold a reference, as `optimizer.${rate}` does [wrong-type]
            hint: constants stand in values; write the key out
          """)
    #expect(
      faults(experiment("tags: [\"${a}\"]")) == """
        x.yaml:3:9: error: there is no constant `a` [unknown-key]
          hint: define it, as in constants: {a: 0.1}; $${ is the text ${ itself
        """)
  }

  @Test func constantsThatNeedThemselvesAreTold() {
    #expect(
      faults(
        """
        name: x
        constants:
          a: ${b}
          b: "x ${c}"
          c: [1, "${a}"]
          d: ${a}
          e: ${e}
        settings: {dataset: digits, epochs: "${d}"}
        """)
          == """
          x.yaml:5:11: error: the constant `a` needs itself: a → b → c → a [conflict]
            hint: give one of them a value of its own
          x.yaml:7:6: error: the constant `e` needs itself: e → e [conflict]
            hint: give one of them a value of its own
          """)
  }

  @Test func aConstantIsAValueWithAName() {
    #expect(
      faults(
        """
        name: x
        constants:
          a b: 1
          m: {x: 1}
          l: [1, {x: 1}]
          none:
        settings: {dataset: digits, epochs: "${m}", batch_size: "${none}"}
        """)
          == """
          x.yaml:3:3: error: `a b` cannot name a constant [bad-name]
            hint: use letters, digits, `_` and `-`, a letter first
          x.yaml:4:6: error: the constant `m` must be a value or a list, not a mapping [wrong-type]
            hint: a YAML anchor (`&name`) and its alias (`*name`) repeat a mapping
          x.yaml:5:10: error: the constant `l` must be a value or a list, not a mapping [wrong-type]
            hint: a YAML anchor (`&name`) and its alias (`*name`) repeat a mapping
          x.yaml:6:3: error: the constant `none` has no value [wrong-type]
            hint: write a value or a list of values
          """)
    #expect(
      faults(experiment("constants: 3")) == """
        x.yaml:3:12: error: `constants` must be a mapping of names, not `3` [wrong-type]
          hint: as in {rate: 0.1, widths: [64, 32]}
        """)
  }

  @Test func whatDependsOnAMissingConstantIsNotTold() {
    #expect(
      codes(
        experiment(
          """
          compare: optimizer.name
          parameters: {optimizer: {one_of: [{name: "${a}", lr: "${b}"}, {name: adam}]}}
          zip: [["${c}", optimizer]]
          where: "optimizer.lr < ${d}"
          """, settings: "dataset: {name: csv, path: \"${e}\"}"))
        == [
          "2:40 unknown-key", "4:43 unknown-key", "4:55 unknown-key", "5:9 unknown-key",
          "6:24 unknown-key",
        ])
  }

  @Test func aBombOfConstantsIsAnError() {
    func text(_ row: String) -> String {
      var text = "name: x\nconstants:\n  a0: \(row.isEmpty ? "[x, x, x, x]" : "xxxxxxxxxx")\n"
      for level in 1...30 {
        let reference = "\"${a\(level - 1)}\""
        text +=
          row.isEmpty
          ? "  a\(level): [\(Array(repeating: reference, count: 4).joined(separator: ", "))]\n"
          : "  a\(level): \"\(String(repeating: "${a\(level - 1)}", count: 10))\"\n"
      }
      return text + "settings: {dataset: digits}\n"
    }
    #expect(faults(text("")).contains("[too-large]"))
    #expect(faults(text("x")).contains("[too-large]"))
  }

  @Test func aConstantCanBeOverridden() throws {
    let text =
      "constants: {n: 1, m: \"${n}\"}\n"
      + experiment("", settings: "dataset: digits, epochs: \"${m}\"")
    #expect(try plan(text, set: ["constants.n=7"]).configurations[0].settings["epochs"] == 7)
    #expect(
      try plan(text, set: ["batch_size=${n}"]).configurations[0].settings["batch_size"] == 1)
    #expect(
      faults(text, set: ["constants.k=7", "batch_size=${k}", "constants=3"]) == """
        --set:1:1: error: there is no constant `k` [unknown-key]
          hint: did you mean `n`?
        --set:2:12: error: there is no constant `k` [unknown-key]
          hint: did you mean `n`?
        --set:3:1: error: `constants` is no setting, and only settings can be overridden [unknown-key]
          hint: as in --set constants.rate=0.1
        """)
  }
}
