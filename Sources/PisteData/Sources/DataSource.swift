internal import PisteCore

/// Where the rows of a data set come from.
protocol DataSource: Sendable {
  /// The files to read, which must exist; none for synthetic sets.
  var files: [String] { get }
  /// The set's own test file, nil if it has none and tests on a part of its rows.
  var testFile: String? { get }
  /// Whether the set brings test rows of its own, so that none are taken from the others.
  var hasOwnTest: Bool { get }
  /// Reads the rows.
  func decode(_ request: DataSetRequest) throws(DataError) -> RawData
}

extension DataSource {
  var hasOwnTest: Bool { testFile != nil }
}

/// Finds the source of a data set by the set's name.
enum DataSourceDirectory {
  /// The names of all data sets.
  static var names: [String] {
    ["fashion-mnist"] + ShippedSet.allCases.map(\.rawValue)
      + SyntheticSet.allCases.map(\.rawValue) + [QuadraticDeep.name, "csv", "idx"]
  }

  /// The source for a request; parts of the request that it does not use are set to their defaults, so
  /// that they tell no two requests apart.
  static func source(for request: inout DataSetRequest) throws(DataError) -> any DataSource {
    let blank = DataSetRequest(name: request.name)
    if let set = SyntheticSet(rawValue: request.name) {
      request.arguments = SyntheticArguments(set, request.arguments).stated
    } else {
      request.rows = blank.rows
      request.noise = blank.noise
      request.arguments = blank.arguments
    }
    if FunctionName(rawValue: request.name) != nil {
      // The rows are the function itself: there is nothing to choose by, and nothing to scale.
      request.validation = 0
      request.normalize = Normalization.none.rawValue
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
    if request.name == QuadraticDeep.name {
      request.test = nil
      request.splitSeed = blank.splitSeed
      return QuadraticDeepSource()
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
