internal import PisteCore

/// The small real data sets that come with Piste; their sources and licences stand in
/// `Resources/README.md`.
enum ShippedSet: String, CaseIterable {
  case digits
  case iris
  case wine
  case breastCancer = "breast-cancer"
  case diabetes

  var source: CSVSource {
    get throws(DataError) {
      let name = self == .digits ? "digits.csv.gz" : rawValue + ".csv"
      return CSVSource(file: try ShippedFiles.path(of: name))
    }
  }

  /// Whether the target column holds the names of classes even where they look like numbers.
  var hasClasses: Bool { self != .diabetes }
}
