internal import PisteCore

/// Where the rows of a data set come from.
protocol DataSource: Sendable {
  /// The files to read, which must exist; none for synthetic sets.
  var files: [String] { get }
  /// The set's own test file, nil if it has none and tests on a part of its rows.
  var testFile: String? { get }
  /// Reads the rows.
  func decode(_ request: DataSetRequest) throws(DataError) -> RawData
}

/// Finds the source of a data set by the set's name.
enum DataSourceDirectory {
  /// The names of all data sets.
  static var names: [String] {
    ["fashion-mnist"] + ShippedSet.allCases.map(\.rawValue)
      + SyntheticSet.allCases.map(\.rawValue) + ["csv", "idx"]
  }

  /// The source for a request; parts of the request that it does not use are set to their defaults, so
  /// that they tell no two requests apart.
  static func source(for request: inout DataSetRequest) throws(DataError) -> any DataSource {
    let blank = DataSetRequest(name: request.name)
    if SyntheticSet(rawValue: request.name) == nil {
      request.rows = blank.rows
      request.noise = blank.noise
    }
    if request.name != "csv" {
      request.target = blank.target
      request.header = blank.header
    }
    switch request.name {
    case "fashion-mnist": return try FashionMNIST.source(path: request.path)
    case "idx": return try IDXSource(path: try path(of: request))
    case "csv": return CSVSource(file: try path(of: request))
    default: request.path = nil
    }
    if let set = ShippedSet(rawValue: request.name) { return try set.source }
    if let set = SyntheticSet(rawValue: request.name) {
      return try SyntheticSource(set, &request)
    }
    throw DataError(
      .unknownChoice, "unknown data set '\(request.name)'",
      hint: NearestName.among(names, to: request.name).map { "did you mean '\($0)'?" }
        ?? "the choices are " + names.joined(separator: ", "),
      setting: "dataset.name")
  }

  private static func path(of request: DataSetRequest) throws(DataError) -> String {
    guard let path = request.path else {
      throw DataError(
        .missingKey, "data set '\(request.name)' needs dataset.path",
        hint: request.name == "csv"
          ? "give the CSV file" : "give the images file, or the folder of the images and labels",
        setting: "dataset.path")
    }
    return path
  }
}
