import PisteApp
import PisteCore
import Testing

@Suite struct ScreenTests {
  @Test func aBlockNeverScrollsNorWrapsWhateverTheTerminalAndTheSweep() { checkScreen() }

  @Test func aBlockThatIsWrittenLineUnderLineIsCaught() {
    withKnownIssue {
      checkScreen(frame: { _, lines in lines.map { $0 + "\r\n" }.joined() })
    }
  }

  @Test func aBlockThatTakesTheWidthForMoreThanItIsIsCaught() {
    withKnownIssue {
      checkScreen(lines: { LiveBlock.lines($0, width: $1 + 5, height: $2, color: false) })
    }
  }

  @Test func aBlockTallerThanTheTerminalIsCaught() {
    withKnownIssue {
      checkScreen(lines: { LiveBlock.lines($0, width: $1, height: $2 + 3, color: false) })
    }
  }

  @Test func aFrameThatLeavesOldLinesBehindIsCaught() {
    withKnownIssue {
      checkScreen(frame: { $0.frame($1).replacingOccurrences("\u{1B}[J", "") })
    }
  }

  @Test func aFrameIsOneTextAndEndsWhereItBegan() {
    var block = ScreenBlock()
    #expect(block.end().isEmpty)
    #expect(
      block.frame(["one", "two"])
        == "\u{1B}[?25l\u{1B}[?7l\rone\u{1B}[K\r\ntwo\u{1B}[K\u{1B}[J\r\u{1B}[1A\u{1B}[?7h\u{1B}[?25h"
    )
    #expect(block.end() == "\r\u{1B}[J")
    #expect(block.end().isEmpty)
  }

  @Test func aBlockFollowsATerminalThatBecomesSmaller() {
    var block = ScreenBlock()
    var random = RandomStream(seed: 3, purpose: "resizing")
    let sweep = SweepSnapshot.random(&random)
    for size in [(120, 30), (41, 8), (20, 3), (5, 2), (1, 1), (90, 12)] {
      // What was on the screen before is none of the block's business: it clears what lies below.
      var screen = ScreenEmulator(width: size.0, height: size.1, row: 0)
      screen.feed(String(repeating: "#", count: min(3, size.0)) + "\r")
      let lines = LiveBlock.lines(sweep, width: size.0, height: size.1, color: false)
      screen.feed(block.frame(lines))
      #expect(screen.block.count <= lines.count)
      #expect(!screen.block.joined().contains("#"))
      #expect((screen.scrolled, screen.overflowed) == (0, 0))
    }
  }
}

extension String {
  fileprivate func replacingOccurrences(_ old: String, _ new: String) -> String {
    split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }
}
