import PisteCore
import PisteData
import Testing

/// The laws that every split keeps, whatever makes it.
private func checkSplit(
  _ split: RowSplit, labels: [Int32], validation: Int, test: Int,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  let parts = [split.training, split.validation, split.test]
  #expect(
    parts.flatMap(\.self).sorted() == Array(0..<Int32(labels.count)), "disjoint and complete",
    sourceLocation: sourceLocation)
  for part in parts {
    #expect(part == part.sorted(), "file order is kept", sourceLocation: sourceLocation)
  }
  #expect(split.validation.count == validation, sourceLocation: sourceLocation)
  #expect(split.test.count == test, sourceLocation: sourceLocation)
  for label in Set(labels) {
    let size = Double(labels.count { $0 == label })
    for (part, count) in [(split.validation, validation), (split.test, test)] {
      let share = size * Double(count) / Double(labels.count)
      let taken = Double(part.count { labels[Int($0)] == label })
      #expect(abs(taken - share) < 1, "stratified within 1", sourceLocation: sourceLocation)
    }
  }
}

@Suite struct RowSplitTests {
  // Unequal classes, in an order that is no pattern of the split's.
  private static let labels: [Int32] = (0..<997).map { $0 % 10 < 6 ? 0 : $0 % 7 == 0 ? 2 : 1 }

  @Test(arguments: [(100, 200), (1, 1), (0, 0), (333, 0), (0, 333), (496, 497), (99, 299)])
  func theLawsHold(validation: Int, test: Int) {
    for seed in 0..<5 as Range<UInt64> {
      let split = RowSplit(
        labels: Self.labels, validation: validation, test: test, seed: seed)
      checkSplit(split, labels: Self.labels, validation: validation, test: test)
    }
  }

  @Test func aCutWithoutStrataIsCaught() {
    let rows = Array(0..<Int32(Self.labels.count))
    withKnownIssue {
      let sorted = rows.sorted { Self.labels[Int($0)] < Self.labels[Int($1)] }
      var impostor = RowSplit(labels: Self.labels, validation: 0, test: 0, seed: 0)
      impostor.validation = sorted[..<100].sorted()
      impostor.test = sorted[100..<300].sorted()
      impostor.training = sorted[300...].sorted()
      checkSplit(impostor, labels: Self.labels, validation: 100, test: 200)
    }
  }

  @Test func theSeedAloneDecides() {
    func split(_ seed: UInt64) -> RowSplit {
      RowSplit(labels: Self.labels, validation: 100, test: 200, seed: seed)
    }
    #expect(split(3) == split(3))
    #expect(split(3).validation != split(4).validation)
    #expect(split(3).test != split(4).test)
  }

  @Test func theTestRowsDoNotDependOnTheValidationSplit() {
    let small = RowSplit(labels: Self.labels, validation: 10, test: 200, seed: 1)
    let large = RowSplit(labels: Self.labels, validation: 300, test: 200, seed: 1)
    #expect(small.test == large.test)
    #expect(Set(small.validation).isSubset(of: large.validation))
  }

  @Test func aSplitIsNoPrefix() {
    let split = RowSplit(
      labels: [Int32](repeating: 0, count: 1000), validation: 0, test: 500, seed: 0)
    let early = split.test.count { $0 < 500 }
    // 500 draws of a fair coin: five standard deviations are 56.
    #expect((194...306).contains(early))
  }
}

@Suite struct StratificationTests {
  @Test(arguments: [
    (10, [50, 30, 20], [5, 3, 2]), (1, [3, 3, 4], [0, 0, 1]), (2, [1, 1, 1], [1, 1, 0]),
    (7, [10, 10, 10], [3, 2, 2]), (0, [4, 4], [0, 0]), (8, [4, 4], [4, 4]), (0, [], []),
  ])
  func theLargestRemaindersGetTheRest(count: Int, sizes: [Int], expected: [Int]) {
    #expect(Stratification.shares(of: count, sizes: sizes, available: sizes) == expected)
  }

  @Test func aClassKeepsARowWhereOthersCanGive() {
    // The shares are 0.9 and 2.1; the rest goes to the class that can spare it.
    #expect(Stratification.shares(of: 3, sizes: [3, 7], available: [1, 7]) == [0, 3])
    #expect(Stratification.shares(of: 8, sizes: [3, 7], available: [1, 7]) == [1, 7])
  }
}

@Suite struct SplitSizeTests {
  @Test(arguments: [
    (0, 100, 0), (0.1, 1797, 180), (0.2, 1797, 359), (0.5, 5, 3), (0.001, 10, 1), (1, 10, 1),
    (20, 10, 20), (0.999, 10, 10),
  ])
  func fractionsAreRoundedAndCountsStand(stated: Double, rows: Int, expected: Int) throws {
    #expect(try SplitSize.rows(stated, of: rows, setting: "dataset.test") == expected)
  }

  @Test(arguments: [-0.1, 1.5, .nan, .infinity, -3])
  func anythingElseIsOutOfRange(stated: Double) {
    let fault = #expect(throws: DataError.self) {
      try SplitSize.rows(stated, of: 10, setting: "dataset.test")
    }
    #expect(fault?.message == "dataset.test is \(NumberFormat.plain(stated))")
    #expect(fault?.code == .outOfRange)
    #expect(fault?.setting == "dataset.test")
  }
}
