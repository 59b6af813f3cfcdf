internal import PisteCore

/// Reads `where`: one constraint, or a list of them.
struct ConstraintReader {
  var faults: Faults

  /// The constraints that could be read.
  mutating func constraints(_ entry: YAMLEntry) -> [Constraint] {
    (entry.value.elements ?? [entry.value]).compactMap { constraint($0) }
  }

  private mutating func constraint(_ node: YAMLNode) -> Constraint? {
    guard let text = node.text, !node.isEmpty else {
      faults.add(
        .wrongType, "a constraint must be a text, not \(node.phrase)",
        hint: "as in where: optimizer.lr * batch_size < 50; quotes keep brackets together",
        at: node.location)
      return nil
    }
    // A reference that could not be resolved has been told, and would be no sign of a constraint.
    guard !faults.silenced.contains(node.location) else { return nil }
    do {
      let constraint = try Constraint(node, text: text)
      guard constraint.settings.isEmpty else { return constraint }
      faults.add(
        .noEffect, "this constraint names no setting, and so says nothing of a configuration",
        hint: "as in optimizer.lr * batch_size < 50", at: node.location)
      return nil
    } catch {
      for fault in error.faults { faults.add(fault) }
      return nil
    }
  }
}
