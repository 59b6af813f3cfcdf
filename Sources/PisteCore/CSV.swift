/// Lines of comma-separated values.
///
/// > Source: Shafranovich, "Common Format and MIME Type for Comma-Separated Values (CSV) Files",
/// > RFC 4180 (2005).
public enum CSV {
  /// The fields as one line, quoted where they must be.
  ///
  /// - Parameters:
  ///   - fields: The fields in order.
  ///   - ending: The line's end; the RFC has CR LF.
  /// - Returns: The line with its end.
  public static func line(_ fields: [String], ending: String = "\n") -> String {
    fields.map(quoted).joined(separator: ",") + ending
  }

  private static func quoted(_ field: String) -> String {
    // Scalars, not characters: CR LF is one character, and neither CR nor LF.
    guard field.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else {
      return field
    }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
