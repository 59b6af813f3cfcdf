import PisteCore
import Testing

@Suite struct ErrorTests {
  private func fault(_ line: Int, _ column: Int, _ message: String) -> SpecError {
    SpecError(
      .unknownKey, message, location: SourceLocation(file: "x.yaml", line: line, column: column))
  }

  @Test func faultsComeInTheOrderOfTheirPlaces() {
    let errors = SpecErrors([
      fault(9, 1, "third"), fault(2, 8, "second"), SpecError(.conflict, "nowhere"),
      fault(2, 3, "first"),
    ])
    #expect(errors.faults.map(\.message) == ["nowhere", "first", "second", "third"])
  }

  @Test func aFaultReadsLikeACompilersMessage() {
    let error = SpecError(
      .unknownKey, "unknown setting 'optimzer.lr'", hint: "did you mean 'optimizer.lr'?",
      location: SourceLocation(file: "x.yaml", line: 4, column: 3))
    #expect(
      error.description == """
        x.yaml:4:3: error: unknown setting 'optimzer.lr' [unknown-key]
          hint: did you mean 'optimizer.lr'?
        """)
  }

  @Test(arguments: [
    ("momentun", "momentum"), ("optimzer", "optimizer"), ("sgdd", "sgd"), ("learning", nil),
    ("Momentum", "momentum"), ("momnetum", "momentum"),
  ])
  func theNearestNameIsSuggestedAndNothingFarFetched(typed: String, expected: String?) {
    #expect(NearestName.among(["momentum", "optimizer", "sgd", "lr"], to: typed) == expected)
  }

  @Test func noValueThatIsNotFiniteIsEverPreferred() {
    #expect(Goal.maximize.prefers(0.9, over: 0.8))
    #expect(!Goal.maximize.prefers(0.8, over: 0.8))
    #expect(Goal.minimize.prefers(0.1, over: .nan))
    #expect(!Goal.minimize.prefers(-.infinity, over: 0.1))
  }

  @Test func equalContentHasEqualHashAndOrderCounts() {
    var a = ContentHash()
    var b = ContentHash()
    a.combine([1, 2, 3])
    b.combine([1, 3, 2])
    #expect(a.hex.count == 16)
    #expect(a != b)
  }

  @Test func onlyAResultMakesARunDone() {
    #expect(RunStatus.allCases.filter(\.isDone) == [.completed, .stopped, .diverged])
  }
}
