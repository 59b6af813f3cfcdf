import PisteData
import Testing

/// NumPy's numbers, printed by Scripts/golden.py.
@Suite struct MersenneTwisterTests {
  @Test func uniformAndNormalNumbersAreNumPys() {
    var random = MersenneTwister(seed: 42)
    let uniform = (0..<3).map { _ in random.uniform() }
    #expect(uniform == [0.3745401188473625, 0.9507143064099162, 0.7319939418114051])
    let expected = [
      -1.1118801180469204, 0.31890218468938336, 0.2790412922001377, 1.0105152848065264,
    ]
    for value in expected { #expect(abs(random.normal() - value) < 1e-15) }
  }

  @Test func theNumbersGoOnBeyondTheFirstBlock() {
    var random = MersenneTwister(seed: 5)
    var last = 0.0
    for _ in 0..<1000 { last = random.uniform() }
    #expect(last == 0.7905930946436218)
    #expect(abs(random.normal() - 0.8963890373615889) < 1e-15)
  }
}
