internal import PisteCatalog

/// What a run measures of its network's inside, and when.
package struct DiagnosticsPlan: Sendable, Hashable {
  /// Whether the Hessian's largest eigenvalue is found too.
  package let includesCurvature: Bool
  /// Every how many epochs.
  package let every: Int

  /// Creates a plan.
  package init(includesCurvature: Bool = false, every: Int = 1) {
    precondition(every >= 1, "DiagnosticsPlan: every \(every) epochs, but 1 is the least")
    self.includesCurvature = includesCurvature
    self.every = every
  }

  /// The plan that the settings make; nil where nothing is to be diagnosed.
  init?(_ reader: inout RecipeReader) {
    let name = reader.choice(
      "diagnostics", of: DiagnosticsName.self, among: Catalog.names(.diagnostics))
    let every = reader.integer("diagnostics_every")
    guard let name, name != .none, every >= 1 else { return nil }
    self.init(includesCurvature: name == .curvature, every: every)
  }

  /// Whether an epoch, from 1, is one of those diagnosed.
  func includes(_ epoch: Int) -> Bool { epoch % every == 0 }
}
