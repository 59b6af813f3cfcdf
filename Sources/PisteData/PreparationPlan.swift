internal import PisteCore

/// A request whose files are found and whose cache key is known, before anything is read.
struct PreparationPlan {
  /// Raised when the same files and the same request would give other rows, or another file.
  static let version = 2

  /// The request with defaults made explicit and what the source does not use left out.
  let request: DataSetRequest
  let normalization: Normalization
  let source: any DataSource
  /// Names, sizes, inodes and times of the files that were found.
  let files: [FileStamp]

  init(_ request: DataSetRequest) throws(DataError) {
    guard let normalization = Normalization(rawValue: request.normalize) else {
      throw DataError(
        .unknownChoice, "unknown normalization '\(request.normalize)'",
        hint: NearestName.among(DataSets.normalizations, to: request.normalize)
          .map { "did you mean '\($0)'?" }
          ?? "the choices are " + DataSets.normalizations.joined(separator: ", "),
        setting: "dataset.normalize")
    }
    guard request.limit >= 0 else {
      throw DataError(
        .outOfRange, "a limit of \(request.limit) rows",
        hint: "give a count from 1, or 0 to keep every row", setting: "dataset.limit")
    }
    var request = request
    let source = try DataSourceDirectory.source(for: &request)
    if source.testFile == nil, request.test == nil { request.test = 0.2 }
    self.request = request
    self.normalization = normalization
    self.source = source
    var files: [FileStamp] = []
    for path in source.files { files.append(try FileStamp(of: path)) }
    self.files = files
  }

  /// The name of the prepared file.
  var key: String { key(for: request) }

  /// Every key that leads to the same rows: a request that names the task and one that leaves it
  /// to follow from the target are the same data.
  func keys(for task: LearningTask) -> [String] {
    var named = request
    named.task = task
    return key(for: named) == key ? [key] : [key, key(for: named)]
  }

  private func key(for request: DataSetRequest) -> String {
    var digest = DigestBuilder()
    digest.add("piste data \(Self.version)")
    digest.add(ShapeText.of(request))
    for file in files { digest.add(file.text) }
    return digest.hex
  }
}
