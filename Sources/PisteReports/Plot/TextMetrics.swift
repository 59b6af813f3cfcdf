/// How wide text is, without a font at hand.
///
/// The advances are those of a wide sans serif (DejaVu Sans), rounded up, so that text in any of the fonts a report asks
/// for takes at most the room that is kept for it.
enum TextMetrics {
  /// The width of `text` in pixels at `size` pixels; bold text is taken as a tenth wider.
  static func width(_ text: String, size: Double, bold: Bool = false) -> Double {
    let units = text.unicodeScalars.reduce(0) { $0 + advance($1) }
    return Double(units) * size / 1000 * (bold ? 1.1 : 1)
  }

  /// The text, its end replaced by an ellipsis if it is wider than `room`.
  static func truncated(_ text: String, size: Double, room: Double) -> String {
    guard width(text, size: size) > room else { return text }
    var rest = room - width("…", size: size)
    var kept = ""
    for character in text {
      rest -= width(String(character), size: size)
      guard rest >= 0 else { break }
      kept.append(character)
    }
    return kept.trimmingSuffix(" -") + "…"
  }

  /// The text in lines of at most `room` pixels, broken after spaces and hyphens, each shortened if need be.
  static func wrapped(_ text: String, size: Double, room: Double, lines limit: Int) -> [String] {
    var lines: [String] = [""]
    for piece in pieces(text) {
      let joined = lines[lines.count - 1] + piece
      let fits = width(joined.trimmingSuffix(" "), size: size) <= room
      if fits || lines[lines.count - 1].isEmpty || lines.count == limit {
        lines[lines.count - 1] = joined
      } else {
        lines.append(piece)
      }
    }
    return lines.map { truncated($0.trimmingSuffix(" "), size: size, room: room) }
  }

  private static func pieces(_ text: String) -> [String] {
    var result = [""]
    for character in text {
      result[result.count - 1].append(character)
      if character == " " || character == "-" { result.append("") }
    }
    return result.filter { !$0.isEmpty }
  }

  /// Advances of U+0020 to U+007E in thousandths of the size.
  private static let ascii = [
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337, 637, 637, 637,
    637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 531, 1000, 685, 687, 699, 771, 632,
    576, 775, 752, 295, 295, 656, 558, 863, 749, 788, 604, 788, 695, 635, 611, 732, 685, 989, 686,
    611, 686, 391, 337, 391, 838, 500, 500, 613, 635, 550, 635, 616, 353, 635, 634, 278, 278, 580,
    278, 975, 634, 612, 635, 635, 412, 521, 393, 634, 592, 818, 592, 592, 525, 637, 337, 637, 838,
  ]

  private static func advance(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20...0x7E: ascii[Int(scalar.value) - 0x20]
    case 0x0300...0x036F: 0
    case 0xA0, 0x2009, 0x202F: 318
    case 0x00C0...0x024F, 0x0370...0x03FF, 0x0400...0x04FF: 800
    case 0x2013: 500
    case 0x00B0...0x00BF: 840
    default: 1000
    }
  }
}

extension String {
  /// The text without the characters of `set` at its end.
  func trimmingSuffix(_ set: String) -> String {
    var kept = self[...]
    while let last = kept.last, set.contains(last) { kept.removeLast() }
    return String(kept)
  }
}
