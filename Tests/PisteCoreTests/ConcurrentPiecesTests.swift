import PisteCore
import Testing

@Suite struct ConcurrentPiecesTests {
  @Test(arguments: [0, 1, 6, 7, 8, 1000])
  func thingsComeBackInTheirOrder(_ count: Int) {
    let pieces = ConcurrentPieces.map(count, size: 7) { Array($0) }
    #expect(Array(pieces.joined()) == Array(0..<count))
    #expect(pieces.dropLast().allSatisfy { $0.count == 7 })
  }

  @Test func theFirstFaultIsTheOneThatIsTold() {
    struct Fault: Error, Equatable { let start: Int }
    #expect(throws: Fault(start: 20)) {
      _ = try ConcurrentPieces.map(100, size: 10) { range in
        if range.lowerBound >= 20 { throw Fault(start: range.lowerBound) }
      }
    }
  }
}
