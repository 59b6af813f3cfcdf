internal import PisteCore
internal import Yams

/// Puts what the YAML library reports into the words of a fault.
enum YAMLFault {
  static func describing(_ error: any Error, text: String, file: String) -> SpecError {
    guard let error = error as? YamlError else {
      return SpecError(
        .syntax, "the text is not YAML: \(error)", hint: general, location: start(of: file))
    }
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      return placed(context, problem, mark, text: text, file: file)
    case .reader(let problem, let offset, _, _):
      return SpecError(
        .syntax, "a character that YAML does not allow: \(problem)",
        hint: "save the file as UTF-8 without control characters",
        location: offset.map { place(of: $0, in: text, file: file) } ?? start(of: file))
    default:
      return SpecError(
        .syntax, "the text is not YAML: \(error)", hint: general, location: start(of: file))
    }
  }

  private static func placed(
    _ context: YamlError.Context?, _ problem: String, _ mark: Mark, text: String, file: String
  ) -> SpecError {
    let location = SourceLocation(file: file, line: max(1, mark.line), column: max(1, mark.column))
    // The library names a function of its own here, which helps nobody.
    if problem.contains("nesting level") {
      return SpecError(
        .syntax, "lists or mappings stand in one another too deeply",
        hint: "an experiment needs a few levels; a bracket may not be closed", location: location)
    }
    let message = (context.map { $0.text + ": " } ?? "") + problem
    if context?.text.contains("flow") == true, opensReference(before: mark, in: text) {
      return SpecError(
        .syntax, message,
        hint: "inside brackets and braces a reference needs quotes, as in \"${rate}\"",
        location: location)
    }
    return SpecError(.syntax, message, hint: hint(problem, context?.text), location: location)
  }

  /// Whether the text before a place ends in `${`, which a list or a mapping in braces cannot hold.
  private static func opensReference(before mark: Mark, in text: String) -> Bool {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(mark.line - 1) else { return false }
    let before = lines[mark.line - 1].unicodeScalars.prefix(max(0, mark.column - 1))
    return before.suffix(2).contains("$")
      || lines[mark.line - 1].unicodeScalars.dropFirst(before.count).prefix(2).contains("$")
  }

  private static let general =
    "quotes around a text, brackets that match and keys in one column usually mend this"

  private static func hint(_ problem: String, _ context: String?) -> String {
    if problem.contains("mapping values are not allowed") {
      return "a text that contains `: ` needs quotes; keys of one mapping begin in one column"
    }
    if problem.contains("could not find expected ':'") {
      return "a key is followed by a colon and a space"
    }
    if problem.contains("expected ',' or"), context?.contains("flow sequence") == true {
      return "a list ends with `]`, its elements stand between commas"
    }
    if problem.contains("expected ',' or") {
      return "a mapping in braces ends with `}`, its entries stand between commas"
    }
    if problem.contains("undefined alias") { return "an alias needs an anchor above it" }
    if problem.contains("another document") { return "one experiment a file: remove the `---`" }
    if problem.contains("expected <block end>") || problem.contains("did not find expected key") {
      return "the keys of one mapping must begin in the same column"
    }
    if problem.contains("unexpected end of stream") { return "a quote is not closed" }
    if problem.contains("expected node content") {
      return "a value is missing, or a bracket is not closed"
    }
    return problem.contains("cannot start any token") ? "such a text needs quotes" : general
  }

  private static func start(of file: String) -> SourceLocation {
    SourceLocation(file: file, line: 1, column: 1)
  }

  private static func place(of offset: Int, in text: String, file: String) -> SourceLocation {
    var line = 1
    var column = 1
    for character in text.prefix(offset) {
      if character.isNewline {
        line += 1
        column = 1
      } else {
        column += character.unicodeScalars.count
      }
    }
    return SourceLocation(file: file, line: line, column: column)
  }
}
