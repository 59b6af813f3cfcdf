internal import PisteCore

/// A request whose files are found and whose cache key is known, before anything is read.
struct PreparationPlan {
  /// Raised when the same files and the same request would give other rows, or another file.
  static let version = 2

  /// The request with defaults made explicit and what the source does not use left out.
  let request: DataSetRequest
  let normalization: Normalization
  let scope: NormalizationScope
  let source: any DataSource
  /// Names, sizes, inodes and times of the files that were found.
  let files: [FileStamp]

  init(_ request: DataSetRequest) throws(DataError) {
    guard let scope = NormalizationScope(rawValue: request.normalizeScope) else {
      throw Self.unknown(
        "normalization scope", request.normalizeScope,
        among: NormalizationScope.allCases.map(\.rawValue), setting: "dataset.normalize_scope")
    }
    guard request.limit >= 0 else {
      throw DataError(
        .outOfRange, "a limit of \(request.limit) rows",
        hint: "give a count from 1, or 0 to keep every row", setting: "dataset.limit")
    }
    var request = request
    let source = try DataSourceDirectory.source(for: &request)
    if !source.hasOwnTest, request.test == nil { request.test = 0.2 }
    guard let normalization = Normalization(rawValue: request.normalize) else {
      throw Self.unknown(
        "normalization", request.normalize, among: DataSets.normalizations,
        setting: "dataset.normalize")
    }
    // Nothing is fitted, so that it cannot matter over what.
    if normalization == .none { request.normalizeScope = NormalizationScope.feature.rawValue }
    self.request = request
    self.normalization = normalization
    self.scope = normalization == .none ? .feature : scope
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
    for part in ShapeText.additions(request) { digest.add(part) }
    for file in files { digest.add(file.text) }
    return digest.hex
  }

  private static func unknown(
    _ what: String, _ word: String, among names: [String], setting: String
  ) -> DataError {
    DataError(
      .unknownChoice, "unknown \(what) '\(word)'",
      hint: NearestName.among(names, to: word).map { "did you mean '\($0)'?" }
        ?? "the choices are " + names.joined(separator: ", "),
      setting: setting)
  }
}
