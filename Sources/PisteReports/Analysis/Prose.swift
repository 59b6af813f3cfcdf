/// Joins words into sentences.
enum Prose {
  /// A list in words: `a`, `a and b`, `a, b and c`; long ones end in `and 5 others`.
  static func list(_ words: [String], limit: Int = 4) -> String {
    guard words.count > limit else {
      guard let last = words.last, words.count > 1 else { return words.first ?? "" }
      return words.dropLast().joined(separator: ", ") + " and " + last
    }
    return words.prefix(limit - 1).joined(separator: ", ")
      + " and \(words.count - limit + 1) others"
  }

  /// The text with a capital first letter.
  static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
