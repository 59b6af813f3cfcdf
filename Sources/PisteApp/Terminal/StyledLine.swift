/// A line of text in parts, each in a style, that can be cut to a width before it is dressed.
struct StyledLine {
  private var parts: [(text: String, style: Terminal.Style?)] = []

  /// Creates a line of one part.
  init(_ text: String = "", _ style: Terminal.Style? = nil) { append(text, style) }

  /// Adds a part; control characters are left out of it.
  mutating func append(_ text: String, _ style: Terminal.Style? = nil) {
    parts.append((DisplayWidth.clean(text), style))
  }

  /// The line as a terminal takes it, without trailing blanks.
  ///
  /// - Parameters:
  ///   - width: The most columns that it may take.
  ///   - color: Whether styles are shown.
  /// - Returns: The text, a reset after every styled part.
  func text(width: Int, color: Bool) -> String {
    let all = parts.map(\.text).joined()
    var left = DisplayWidth.fitted(all, to: width)[...]
    while left.last == " " { left.removeLast() }
    var text = ""
    for part in parts where !left.isEmpty {
      // A part that was cut ends with the ellipsis, which is what is left of the line then.
      let shown = left.hasPrefix(part.text) ? left.prefix(part.text.count) : left
      left = left.dropFirst(shown.count)
      if let style = part.style, color, !shown.isEmpty {
        text += "\u{1B}[\(style.rawValue)m\(shown)\u{1B}[0m"
      } else {
        text += shown
      }
    }
    return text
  }
}
