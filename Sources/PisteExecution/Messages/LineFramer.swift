/// What is wrong with the bytes on a pipe before anybody reads them as JSON.
package enum FramingFault: Error, Hashable, Sendable {
  /// A line longer than the limit, in bytes.
  case tooLong(limit: Int)
  /// The bytes ended within a line of so many bytes.
  case unfinished(count: Int)
}

/// Splits bytes into lines as they arrive, in whatever pieces they arrive.
///
/// A line that is too long is reported once and skipped to its end, so memory stays bounded
/// whatever the other side sends. Empty lines are left out.
package struct LineFramer: Sendable {
  /// A line without its newline, or what stood in its place.
  package enum Element: Hashable, Sendable {
    /// A complete line.
    case line([UInt8])
    /// No line, but this.
    case fault(FramingFault)
  }

  /// The longest line allowed, in bytes, the newline left out.
  package let limit: Int

  private var partial: [UInt8] = []
  private var isSkipping = false

  /// Creates a framer.
  ///
  /// - Parameter limit: The longest line allowed, in bytes; an epoch with every step logged needs
  ///   about 100 bytes a step, so the default has room for 600,000 steps.
  package init(limit: Int = 64 << 20) { self.limit = limit }

  /// The lines that these bytes complete, in order.
  package mutating func append(_ bytes: some Collection<UInt8>) -> [Element] {
    var elements: [Element] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      take(rest[..<end], into: &elements)
      rest = rest[rest.index(after: end)...]
      if !isSkipping, !partial.isEmpty { elements.append(.line(partial)) }
      partial = []
      isSkipping = false
    }
    take(rest, into: &elements)
    return elements
  }

  /// What is left over when the bytes have ended; nil if nothing is.
  package mutating func finish() -> FramingFault? {
    defer { (partial, isSkipping) = ([], false) }
    return partial.isEmpty ? nil : .unfinished(count: partial.count)
  }

  private mutating func take(_ piece: some Collection<UInt8>, into elements: inout [Element]) {
    guard !isSkipping else { return }
    guard partial.count + piece.count <= limit else {
      elements.append(.fault(.tooLong(limit: limit)))
      (partial, isSkipping) = ([], true)
      return
    }
    partial.append(contentsOf: piece)
  }
}
