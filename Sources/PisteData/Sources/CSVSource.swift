internal import PisteCore

/// Rows of a CSV file, plain or gzip.
struct CSVSource: DataSource {
  let file: String

  var files: [String] { [file] }
  var testFile: String? { nil }

  func decode(_ request: DataSetRequest) throws(DataError) -> RawData {
    let bytes = try FileAccess.contents(of: file)
    let shipped = ShippedSet(rawValue: request.name)
    var options = CSVTable.Options(file: file)
    options.hasHeader = shipped == nil ? request.header : true
    options.target = request.target
    options.targetIsClasses = shipped?.hasClasses ?? false
    let (table, target) = try CSVTable.decode(bytes, options)
    var digest = DigestBuilder()
    bytes.withUnsafeBytes { digest.add($0) }
    digest.add("target column \(target + 1)")
    return RawData(table: table, test: nil, digest: digest.hex)
  }
}
