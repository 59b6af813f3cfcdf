import PisteCore
import PisteExperiments
import PisteTestSupport
import Testing

@Suite struct ConstraintTests {
  private func constrained(_ constraint: String, _ axes: String) throws -> [String] {
    try grid(plan(experiment("where: \"\(constraint)\"\nparameters: {\(axes)}")))
  }

  private static let rates = "optimizer.lr: {values: [0.1, 0.2, 1]}, batch_size: {values: [16, 64]}"

  @Test(
    arguments: [
      ("optimizer.lr * batch_size < 10", ["0.1 16", "0.1 64", "0.2 16"]),
      ("1.6 <= optimizer.lr * batch_size <= 12.8", ["0.1 16", "0.1 64", "0.2 16", "0.2 64"]),
      ("batch_size == 64 and not optimizer.lr > 0.1", ["0.1 64"]),
      ("optimizer.lr == 1 or batch_size != 64", ["0.1 16", "0.2 16", "1 16", "1 64"]),
      // `and` binds closer than `or`, and `not` closer than both.
      (
        "not optimizer.lr < 1 or optimizer.lr < 0.15 and batch_size > 16",
        ["0.1 64", "1 16", "1 64"]
      ),
      ("(optimizer.lr == 1 or optimizer.lr == 0.1) and batch_size == 16", ["0.1 16", "1 16"]),
      ("optimizer.lr in [0.1, 2 / 10] and batch_size not in [2^4]", ["0.1 64", "0.2 64"]),
      // −2^2 is −4, 2^3^2 is 2^9, 7 − 2 − 3 is 2.
      ("batch_size == -2^2 + 20", ["0.1 16", "0.2 16", "1 16"]),
      ("2^3^2 / batch_size == 8 and 7 - 2 - 3 == 2", ["0.1 64", "0.2 64", "1 64"]),
      ("log10(optimizer.lr) == -1 and sqrt(batch_size) == 8", ["0.1 64"]),
      ("max(optimizer.lr, 0.5) * min(batch_size, 20, 30) <= 8", ["0.1 16", "0.2 16"]),
      ("abs(optimizer.lr - 0.6) > 0.4 and log(batch_size) < 3", ["0.1 16"]),
      // 0.1 · 3 is not 0.3 in binary, but a person means it to be.
      ("optimizer.lr * 3 == 0.3 and batch_size < 1K", ["0.1 16", "0.1 64"]),
      ("optimizer.lr * 3 <= 0.3", ["0.1 16", "0.1 64"]),
      ("optimizer.lr * 3 > 0.3 and optimizer.lr ≤ 0.2", ["0.2 16", "0.2 64"]),
      // Defaults count too.
      ("epochs == 10 and optimizer.lr * epochs < 1.5", ["0.1 16", "0.1 64"]),
    ])
  func aConstraintKeepsWhatSatisfiesItInGridOrder(constraint: String, kept: [String]) throws {
    #expect(try constrained(constraint, Self.rates) == kept)
  }

  private static let choices = """
    optimizer: {values: [sgd, adam]}, model.init: {values: [kaiming-uniform, zeros]}, \
    drop_last: {values: [true, false]}
    """

  @Test(
    arguments: [
      ("optimizer.name == sgd and drop_last and model.init.name != zeros", 1),
      ("optimizer == 'adam' and not drop_last", 2),
      ("model.init == kaiming-uniform and drop_last == false", 2),
      ("model.init in [kaiming-uniform, orthogonal]", 4),
      ("loss == cross-entropy and task != regression", 8),
      ("model.hidden == [128] and max(model.hidden) - min(model.hidden) == 0", 8),
      ("128 in model.hidden", 8), ("shuffle != none and schedule.unit == epoch", 8),
      ("sgd == optimizer.name", 4),
    ])
  func wordsAreChoices(constraint: String, count: Int) throws {
    #expect(try constrained(constraint, Self.choices).count == count)
  }

  @Test(
    arguments: [
      // Adam has no momentum: what asks for it is neither true nor false there, and holds.
      ("optimizer.momentum > 0.5", ["sgd 0.9", "adam"]),
      ("not optimizer.momentum > 0.5", ["sgd 0", "adam"]),
      ("optimizer.momentum > 0.5 and optimizer.name == sgd", ["sgd 0.9"]),
      ("optimizer.momentum > 0.5 or optimizer.name == adam", ["sgd 0.9", "adam"]),
      ("optimizer.name == sgd and optimizer.momentum == 0", ["sgd 0"]),
      ("optimizer.momentum + 1 in [1, 2]", ["sgd 0", "adam"]),
      ("0 < optimizer.momentum < epochs < 1", []),
    ])
  func aSettingThatDoesNotApplyForbidsNothing(constraint: String, kept: [String]) throws {
    let axes = "optimizer: {one_of: [{name: sgd, momentum: {values: [0, 0.9]}}, {name: adam}]}"
    if kept.isEmpty {
      #expect(throws: SpecErrors.self) { try constrained(constraint, axes) }
    } else {
      #expect(try constrained(constraint, axes) == kept)
    }
  }

  @Test func severalConstraintsHoldTogetherAndAreCountedEach() throws {
    let plan = try plan(
      experiment(
        """
        where:
          - optimizer.lr < 1
          - batch_size > 16
          - epochs < 100
        parameters: {\(Self.rates)}
        """))
    #expect(grid(plan) == ["0.1 64", "0.2 64"])
    #expect(plan.constraintCounts == [2, 3, 0])
    #expect(plan.configurations.map(\.number) == [1, 2])
  }

  @Test func whatIncludeAddsIsConstrainedToo() throws {
    let plan = try plan(
      experiment(
        """
        where: epochs < 5
        include: [{epochs: 9}, {epochs: 4, batch_size: 8}]
        parameters: {epochs: {values: [3, 7]}}
        """))
    #expect(grid(plan) == ["3", "4 8"])
  }

  @Test func aGuardKeepsWhatCannotBeReckonedAway() throws {
    let axes = "optimizer.weight_decay: {values: [0, 0.1, 0.001]}"
    #expect(
      try constrained("optimizer.weight_decay == 0 or log10(optimizer.weight_decay) < -2", axes)
        == ["0", "0.001"])
    #expect(
      faults(experiment("where: log10(optimizer.weight_decay) < -2\nparameters: {\(axes)}")) == """
        x.yaml:3:8: error: log10(0) is no number, for configuration 1 (optimizer.weight_decay 0) \
        [out-of-range]
          hint: guard it by a condition in front, as in `optimizer.weight_decay == 0 or …`
        """)
    #expect(codes(experiment("where: 1 / (epochs - 10) < 1")) == ["3:10 out-of-range"])
    #expect(codes(experiment("where: sqrt(epochs - 11) < 1")) == ["3:8 out-of-range"])
    #expect(codes(experiment("where: epochs ^ 1000 > 1")) == ["3:15 out-of-range"])
  }

  // MARK: Diagnostics

  @Test func faultsArePlacedInsideTheText() {
    #expect(
      faults(
        """
        name: x
        settings: {dataset: digits}
        where:
          - optimizer.lrr * batch_size < 50
          - "optimizer.name == sdg"
          - 'optimizer.name < 3'
          - optimizer.lr = 3
          - (epochs < 3
          - epochs < 3 batch_size > 2
          - epochs + < 3
          - sinh(epochs) < 1
          - min() < 1 and sqrt(1, 2) < 1
          - epochs < 10x
          - epochs @ 3
          - epochs + optimizer.name < 3 and drop_last * 2 < 1
          - optimizer.name == 'sgd
          - epochs in 3
          - epochs in [sgd, 3]
          - optimizer.lr
          - 1 < 2
          - epochs <
        """)
          == """
          x.yaml:4:5: error: there is no setting `optimizer.lrr` [unknown-key]
            hint: did you mean `optimizer.lr`?
          x.yaml:5:24: error: `sdg` is no value of `optimizer.name` [unknown-choice]
            hint: did you mean `sgd`? there are \(optimizers)
          x.yaml:6:21: error: `<` compares a word with a number [wrong-type]
            hint: both sides must be of one kind
          x.yaml:7:18: error: `=` has no meaning in a constraint [bad-constraint]
            hint: write `==`
          x.yaml:8:5: error: the `(` is not closed [bad-constraint]
            hint: a `)` is missing
          x.yaml:9:16: error: `batch_size` cannot follow `3` [bad-constraint]
            hint: join two conditions by `and` or `or`; a text of several words needs quotes
          x.yaml:10:14: error: `<` is not expected here [bad-constraint]
            hint: as in optimizer.lr * batch_size < 50
          x.yaml:11:5: error: there is no function `sinh` [bad-constraint]
            hint: there are min, max, log10, log, sqrt, abs
          x.yaml:12:5: error: `min` takes some numbers, not 0 [bad-constraint]
            hint: as in min(a, b)
          x.yaml:13:14: error: `10x` is no number [bad-constraint]
            hint: as in 0.1, 3e-4, 10K or 10m; `*` multiplies
          x.yaml:14:12: error: `@` has no meaning in a constraint [bad-constraint]
            hint: there are + - * / ^ ( ) [ ] < <= > >= == != and or not in
          x.yaml:15:14: error: this is a word, and only numbers can be reckoned with [wrong-type]
            hint: put a number or a setting that is one in its place
          x.yaml:15:37: error: this is true or false, and only numbers can be reckoned with [wrong-type]
            hint: put a number or a setting that is one in its place
          x.yaml:16:23: error: a quote that is not closed [bad-constraint]
            hint: a text stands between two quotes, as in 'adam'
          x.yaml:17:15: error: `in` looks into a list, and this is a number [wrong-type]
            hint: as in `in [sgd, adam]`
          x.yaml:18:16: error: there is no setting `sgd` [unknown-key]
            hint: `sgd` is a value of `optimizer.name`, and says nothing beside another setting
          x.yaml:19:5: error: a constraint is true or false, and this is a number [wrong-type]
            hint: compare it with something, as in `< 50`
          x.yaml:20:5: error: this constraint names no setting, and so says nothing of a configuration \
          [no-effect]
            hint: as in optimizer.lr * batch_size < 50
          x.yaml:21:13: error: the constraint ends too early [bad-constraint]
            hint: a value is missing at its end
          """)
  }

  @Test func theRestOfTheFaultsOfATextHaveTheirHints() {
    #expect(
      codes(
        experiment(
          """
          where:
            - [epochs]
            - {a: 1}
            - ""
            - optimizer.name < sgd
            - optimizer.name in [1, 2]
            - epochs in [1, sgd]
            - epochs < 3 && batch_size < 2
            - optimizer.name == SGD + momentum
            - optimizer.name == heavy ball
            - \(String(repeating: "(", count: 200))
            - \(String(repeating: "-", count: 200))1 < epochs
            - not not not epochs
            - schedule == kosine or loss == mse
          """))
        == [
          "4:5 wrong-type", "5:5 wrong-type", "6:5 bad-constraint", "7:20 wrong-type",
          "8:23 wrong-type", "9:19 unknown-key", "10:16 bad-constraint", "11:23 unknown-key",
          "11:29 unknown-key", "12:29 bad-constraint", "13:5 bad-constraint",
          "14:65 bad-constraint", "15:17 wrong-type", "16:17 unknown-choice",
          "16:35 unknown-choice",
        ])
  }

  private var optimizers: String {
    faults(experiment("", settings: "dataset: digits, optimizer: zzzzzzzzzzzzzz"))
      .components(after: "there are ")
  }

  @Test func aConstraintThatNothingSatisfiesIsAFault() {
    #expect(
      faults(experiment("where: optimizer.lr * batch_size > 100\nparameters: {\(Self.rates)}"))
        == """
        x.yaml:3:8: error: no configuration satisfies this constraint [empty-axis]
          hint: loosen it, or change the axes; the first configuration has optimizer.lr 0.1, \
        batch_size 16
        """)
    #expect(
      faults(
        experiment("where: [optimizer.lr < 0.15, optimizer.lr > 0.15]\nparameters: {\(Self.rates)}")
      )
        == """
        x.yaml:3:1: error: no configuration satisfies all constraints of `where` at once [empty-axis]
          hint: loosen one of them, or change the axes
        """)
  }

  @Test func aConstraintOnWhatNoConfigurationHasIsAFault() {
    #expect(
      faults(
        experiment("where: optimizer.momentum < 1", settings: "dataset: digits, optimizer: adam"))
          == """
          x.yaml:3:8: error: no configuration has `optimizer.momentum` [not-applicable]
            hint: it belongs to \(ownersOfMomentum)
          """)
    #expect(
      faults(experiment("where: gradient_clip.norm < 1")) == """
        x.yaml:3:8: error: no configuration has `gradient_clip.norm` [not-applicable]
          hint: it has no default: set it, or leave it out of the constraint
        """)
  }

  @Test func anOverrideMayTakeAwayWhatAConstraintIsAbout() throws {
    let text = experiment(
      "where: optimizer.momentum < 1\nparameters: {optimizer: {values: [sgd, adam]}}")
    #expect(faults(text, set: ["optimizer=adam"]) == "")
    #expect(
      faults(
        experiment("where: epochs < 5\nparameters: {epochs: {values: [2, 9]}}"), set: ["epochs=9"]
      )
      .hasPrefix("x.yaml:3:8: error: no configuration satisfies this constraint [empty-axis]"))
  }

  @Test func whatIsBrokenDoesNotMakeAConstraintFail() {
    #expect(
      codes(experiment("where: epochs < 3", settings: "dataset: digits, epochs: -4"))
        == ["2:37 out-of-range"])
    #expect(
      codes(
        experiment(
          "where: optimizer.momentum < 3\nparameters: {optimizer: {one_of: [{name: sdg}, adam]}}"))
        == ["4:42 unknown-choice"])
  }

  @Test func aConstantInsideMovesThePlaceToTheText() {
    #expect(
      faults("constants: {limit: 3}\n" + experiment("where: epochs < ${limit} and epoch > 1"))
        == """
        x.yaml:4:8: error: there is no setting `epoch` [unknown-key]
          hint: did you mean `epochs`?
        """)
  }

  @Test func aTextOverSeveralLinesIsPlacedAtItsBeginning() {
    #expect(codes(experiment("where: >\n  epochs\n  < 3 and epoch < 2")) == ["3:8 unknown-key"])
  }
}

extension String {
  /// What stands behind a text.
  fileprivate func components(after text: String) -> String {
    var rest = Substring(self)
    while !rest.isEmpty, !rest.hasPrefix(text) { rest.removeFirst() }
    return String(rest.dropFirst(text.count))
  }
}
