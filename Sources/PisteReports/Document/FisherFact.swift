internal import PisteCatalog
internal import PisteCore

extension ReportDocument {
  /// Whose labels K-FAC's Fisher matrix is made of, which changes what the optimizer is.
  static func fisher(
    _ experiment: ResultTable.Experiment
  ) -> [(name: String, value: String)] {
    let words = experiment.configurations.filter {
      $0.settings["optimizer.name"]?.text == OptimizerName.kfac.rawValue
    }.compactMap { $0.settings["optimizer.fisher"]?.text }
    let kinds = Set(words).sorted().map { word in
      switch word {
      case "sampled": "by labels sampled from the model"
      case "exact": "exact, by all labels that the model thinks possible"
      case "empirical": "empirical, by the labels of the data"
      default: word
      }
    }
    return kinds.isEmpty ? [] : [("K-FAC", "Fisher matrix: " + Prose.list(kinds))]
  }
}
