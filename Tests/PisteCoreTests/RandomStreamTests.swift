import PisteCore
import Testing

@Suite struct RandomStreamTests {
  // From Scripts/random_stream.py.
  @Test(
    arguments: [
      (1, "weights", [0x2B2B_DF23_A614_1B32, 0xC313_7D8E_F78F_DCB9, 0x2D98_39C6_7677_16AB]),
      (1, "batches", [0x92A9_AC96_FEBD_BDED, 0xEC77_1CB4_514B_6E4E, 0x9C06_3759_849B_1712]),
      (2, "weights", [0x11F7_B057_B21E_9396, 0xD542_99A6_FF0F_D77E, 0xA330_1B4B_2C68_0B2E]),
    ] as [(UInt64, String, [UInt64])])
  func theStreamIsThePublishedGenerator(seed: UInt64, purpose: String, expected: [UInt64]) {
    var stream = RandomStream(seed: seed, purpose: purpose)
    #expect(expected.map { _ in stream.next() } == expected)
  }

  @Test func uniformNumbersFillTheUnitInterval() {
    var stream = RandomStream(seed: 3, purpose: "test")
    let values = (0..<20_000).map { _ in stream.uniform() }
    #expect(values.allSatisfy { (0..<1).contains($0) })
    let mean = values.reduce(0, +) / 20_000
    // Four standard errors of a uniform mean: 4 · √(1/12)/√20000.
    #expect(abs(mean - 0.5) < 0.0082)
  }

  @Test func normalNumbersHaveMeanZeroAndUnitSpread() {
    var stream = RandomStream(seed: 4, purpose: "test")
    let values = (0..<20_000).map { _ in stream.normal() }
    let mean = values.reduce(0, +) / 20_000
    let square = values.reduce(0) { $0 + $1 * $1 } / 20_000
    let fourth = values.reduce(0) { $0 + $1 * $1 * $1 * $1 } / 20_000
    #expect(abs(mean) < 4 / 20_000.0.squareRoot())
    #expect(abs(square - 1) < 4 * (2 / 20_000.0).squareRoot())
    #expect(abs(fourth - 3) < 4 * (96 / 20_000.0).squareRoot())
  }

  @Test func everyRemainderIsEquallyLikely() {
    var stream = RandomStream(seed: 5, purpose: "test")
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.below(7)] += 1 }
    let chiSquare = counts.reduce(0.0) {
      $0 + (Double($1) - 10_000) * (Double($1) - 10_000) / 10_000
    }
    // The 0.999 quantile of χ² with 6 degrees of freedom.
    #expect(chiSquare < 22.46)
  }

  @Test func aShuffleKeepsTheElementsAndEveryOrderOfThreeOccursAlike() {
    var stream = RandomStream(seed: 6, purpose: "test")
    var counts: [[Int32]: Int] = [:]
    for _ in 0..<12_000 {
      var order: [Int32] = [0, 1, 2]
      stream.shuffle(&order)
      #expect(order.sorted() == [0, 1, 2])
      counts[order, default: 0] += 1
    }
    #expect(counts.count == 6)
    #expect(counts.values.allSatisfy { abs($0 - 2000) < 165 })
  }

  @Test func aStreamTakenUpGoesOnAsIfNothingHadHappened() throws {
    var stream = RandomStream(seed: 3, purpose: "dropout")
    for draws in 0..<4 {
      for _ in 0..<draws { _ = stream.normal() }
      var copy = try #require(RandomStream(words: stream.words))
      var original = stream
      #expect((0..<5).map { _ in copy.normal() } == (0..<5).map { _ in original.normal() })
      #expect(copy.next() == original.next())
    }
    #expect(RandomStream(words: [1, 2, 3]) == nil)
  }
}
