/// How many columns of a terminal a text takes, counted so that it is rarely too few.
///
/// Terminals disagree on emoji made of several characters; here each part counts, since a line that
/// is thought too long is only cut early, while one thought too short would wrap.
package enum DisplayWidth {
  /// The columns of a text without control characters.
  package static func columns(_ text: String) -> Int {
    text.reduce(0) { $0 + columns($1) }
  }

  /// The columns of a character and all that is combined with it.
  private static func columns(_ character: Character) -> Int {
    let parts = character.unicodeScalars
    let sum = parts.reduce(0) { $0 + columns($1) }
    // This selector asks for the picture instead of the sign, and pictures are wide.
    return parts.contains("\u{FE0F}") ? max(2, sum) : sum
  }

  private static func columns(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return scalar.value == 0xAD || scalar.value >= 0x20 ? 1 : 0 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    // The vowels and final consonants of Hangul join the syllable before them.
    if (0x1160...0x11FF).contains(scalar.value) { return 0 }
    return wide.contains { $0.contains(scalar.value) } || scalar.properties.isEmojiPresentation
      ? 2 : 1
  }

  /// East Asian wide and full-width characters, in ranges that hold hardly any other.
  ///
  /// > Source: Unicode Standard Annex #11, "East Asian Width".
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x1B2FF, 0x1F200...0x1F2FF, 0x1F300...0x1F64F,
    0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]

  /// The text as one line without anything that moves a cursor or turns the direction of writing.
  package static func clean(_ text: String) -> String {
    var cleaned = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .lineSeparator, .paragraphSeparator: cleaned.append(" ")
      case .control: if "\n\t".unicodeScalars.contains(scalar) { cleaned.append(" ") }
      case .format where scalar.properties.isBidiControl: continue
      default: cleaned.append(scalar)
      }
    }
    return String(cleaned)
  }

  /// As much of the text as fits into so many columns, the last being `…` where it was cut.
  ///
  /// - Parameters:
  ///   - text: A text without control characters.
  ///   - width: The columns there are, ≥ 0.
  /// - Returns: The text, or its beginning.
  package static func fitted(_ text: String, to width: Int) -> String {
    guard columns(text) > width else { return text }
    guard width > 0 else { return "" }
    var kept = ""
    var used = 0
    for character in text {
      let more = columns(character)
      guard used + more <= width - 1 else { break }
      kept.append(character)
      used += more
    }
    return kept + "…"
  }

  /// The text with blanks behind it, or cut, so that it takes exactly so many columns.
  package static func padded(_ text: String, to width: Int) -> String {
    let text = fitted(text, to: width)
    return text + String(repeating: " ", count: max(0, width - columns(text)))
  }
}
