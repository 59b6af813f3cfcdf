/// Takes the folders of a machine out of text that a report shows.
///
/// A path begins at a `/` that stands at the start, after white space, or after one of `'"=,([{`; it ends before white
/// space or one of `'",)]}`, and one that begins in quotes ends at their end alone. A `/` elsewhere, as in
/// `val/accuracy` or in an address, begins none.
enum AbsolutePaths {
  /// Text in which a path of two or more parts keeps its last part: `/home/me/x.csv` becomes `…/x.csv`.
  ///
  /// What has one part only, as `/`, stays: it names no folder on the way.
  static func shortened(_ text: String) -> String {
    replaced(text) { parts in parts.count > 1 ? "…/" + parts[parts.count - 1] : nil }
  }

  /// A command line in which every path is its last part: `--set dataset.path=/home/me/x.csv` becomes
  /// `--set dataset.path=x.csv`.
  static func lastComponents(_ command: String) -> String {
    replaced(command) { parts in parts.last.map(String.init) }
  }

  private static func replaced(
    _ text: String, _ replacement: ([Substring]) -> String?
  ) -> String {
    var result = ""
    var rest = text[...]
    var previous: Character = " "
    while let character = rest.first {
      guard character == "/", previous.isWhitespace || "'\"=,([{".contains(previous) else {
        result.append(character)
        previous = rest.removeFirst()
        continue
      }
      let isQuoted = "'\"".contains(previous)
      let path = rest.prefix { next in
        if isQuoted { return next != previous && !next.isNewline }
        return !next.isWhitespace && !"'\",)]}".contains(next)
      }
      // Two slashes at the start of a word are a comment or an address without a scheme.
      let parts = path.split(separator: "/")
      result += (path.hasPrefix("//") ? nil : replacement(parts)) ?? String(path)
      rest = rest[path.endIndex...]
      previous = "/"
    }
    return result
  }
}
