/// A few lines of a terminal that are written again and again in the same place.
///
/// Before and after every frame the cursor stands at the beginning of the block. So nothing scrolls
/// but to make room the first time, and when a terminal that was resized breaks the lines of the last
/// frame anew, all of them still lie below the cursor, where the next frame clears them.
package struct ScreenBlock {
  private var isShown = false

  /// Creates a block of which nothing is shown yet.
  package init() {}

  /// What shows `lines` in place of those shown before.
  ///
  /// - Parameter lines: Fewer than the terminal has, each narrower than it is.
  /// - Returns: Text and control sequences, to be written at once.
  package mutating func frame(_ lines: [String]) -> String {
    guard !lines.isEmpty else { return end() }
    isShown = true
    // Without automatic wrapping, for a terminal that is just being made narrower.
    var text = "\u{1B}[?25l\u{1B}[?7l\r"
    for (index, line) in lines.enumerated() {
      text += (index > 0 ? "\r\n" : "") + line + "\u{1B}[K"
    }
    text += "\u{1B}[J\r"
    if lines.count > 1 { text += "\u{1B}[\(lines.count - 1)A" }
    return text + "\u{1B}[?7h\u{1B}[?25h"
  }

  /// What takes the block away; nothing where none is shown.
  package mutating func end() -> String {
    defer { isShown = false }
    return isShown ? "\r\u{1B}[J" : ""
  }
}
