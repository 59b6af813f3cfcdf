package import PisteCore

/// A condition on the settings of a configuration, as `optimizer.lr * batch_size < 50`.
///
/// A comparison with a setting that the configuration does not have, as Adam's momentum, is neither
/// true nor false, and a condition that is neither holds: as with SQL's CHECK, a configuration is left
/// out only where the condition is false. `and`, `or` and `not` follow Kleene's logic.
///
/// Numbers that differ by less than 10⁻¹² of their size are equal, so that 0.1 · 3 is 0.3.
package struct Constraint: Sendable, Hashable {
  /// The condition as the file has it, constants put in.
  package let text: String
  /// Where it stands.
  let node: YAMLNode
  private let term: ConstraintTerm

  /// Reads a condition.
  ///
  /// - Throws: `SpecErrors`, each fault at its place in the text as far as that can be told.
  init(_ node: YAMLNode, text: String) throws(SpecErrors) {
    self.node = node
    self.text = text
    let read: ConstraintTerm
    do {
      read = try ConstraintParser.term(text)
    } catch {
      throw SpecErrors([error.placed(in: node)])
    }
    var typing = ConstraintTyping()
    term = typing.condition(read)
    guard typing.faults.isEmpty else {
      throw SpecErrors(typing.faults.map { $0.placed(in: node) })
    }
  }

  /// The settings that it reads, each with its first place.
  var settings: [(key: String, place: SourceLocation)] {
    term.settings.map { ($0.key, node.place($0.offset)) }
  }

  /// Whether a configuration satisfies it.
  ///
  /// - Parameter settings: Everything that applies to the configuration, defaults filled in.
  /// - Returns: The truth; nil where the configuration lacks a setting that would tell.
  /// - Throws: ``NoNumber`` where a value cannot be reckoned, as a logarithm of 0.
  package func holds(for settings: Settings) throws(NoNumber) -> Bool? {
    try ConstraintEvaluation(settings: settings).truth(of: term)
  }

  /// Where in the text the value of a term cannot be reckoned.
  func place(of error: NoNumber) -> SourceLocation { node.place(error.offset) }

  /// A term without a value: a division by 0, or a root or logarithm of what has none.
  package struct NoNumber: Error, Hashable {
    /// The operation with its numbers, as `log10(0)`.
    package var operation: String
    /// Characters from the beginning of the text.
    var offset: Int
  }
}

extension ConstraintFault {
  fileprivate func placed(in node: YAMLNode) -> SpecError {
    SpecError(code, message, hint: hint, location: node.place(offset))
  }
}
