internal import PisteCore

/// A file of images and the file of their labels.
struct IDXPair {
  let images: IDXFile
  let labels: IDXFile
  let imagesFile: String
  let labelsFile: String

  init(
    images imagesFile: String, labels labelsFile: String, _ digest: inout DigestBuilder
  ) throws(DataError) {
    func read(_ path: String) throws(DataError) -> IDXFile {
      let bytes = try FileAccess.contents(of: path)
      bytes.withUnsafeBytes { digest.add($0) }
      return try IDXFile(bytes, file: path)
    }
    images = try read(imagesFile)
    labels = try read(labelsFile)
    self.imagesFile = imagesFile
    self.labelsFile = labelsFile
    guard images.extents.count >= 2, images.rowLength > 0 else {
      throw DataError(
        .badData, "'\(imagesFile)' has no images: its rows are single values",
        hint: "images have 2 dimensions or more, labels 1", setting: "dataset.path")
    }
    guard labels.extents.count == 1 else {
      throw DataError(
        .badData, "'\(labelsFile)' has \(labels.extents.count) dimensions, but labels have 1",
        hint: "the file beside the images holds one number a row", setting: "dataset.path")
    }
    guard images.rows == labels.rows else {
      throw DataError(
        .badData,
        "'\(imagesFile)' has \(images.rows) images, but '\(labelsFile)' has \(labels.rows) labels",
        hint: "the files belong to different sets", setting: "dataset.path")
    }
  }

  func table(_ coding: IDXLabelCoding) throws(DataError) -> RawTable {
    RawTable(
      rows: images.rows, features: images.rowLength, values: try values,
      target: try coding.target(of: self))
  }

  private var values: RawTable.Values {
    get throws(DataError) {
      if images.element == .unsignedByte { return .bytes(images.content) }
      let numbers = images.numbers
      if !images.element.isWhole, let index = numbers.firstIndex(where: { !Float($0).isFinite }) {
        throw DataError(
          .badData,
          "'\(imagesFile)': row \(index / images.rowLength + 1), value "
            + "\(index % images.rowLength + 1) is \(NumberFormat.plain(numbers[index]))",
          hint: "take out or fill in the row", setting: "dataset.path")
      }
      return .numbers(numbers)
    }
  }
}

/// What the labels of an IDX set mean: whole numbers are classes, fractions are numbers to learn.
struct IDXLabelCoding {
  private let names: [String]?
  private let distinct: [Int]?

  /// Learns the classes of both files.
  ///
  /// - Parameters:
  ///   - training: The pair to learn from.
  ///   - test: The pair to test on.
  ///   - names: The names of labels 0, 1, …; nil to name each distinct label by its number.
  init(_ training: IDXPair, _ test: IDXPair?, names: [String]?) {
    self.names = names
    guard training.labels.element.isWhole, test?.labels.element.isWhole ?? true else {
      distinct = nil
      return
    }
    let all = Set(training.labels.numbers).union(test?.labels.numbers ?? [])
    distinct = all.sorted().map { Int($0) }
  }

  func target(of pair: IDXPair) throws(DataError) -> RawTable.Target {
    let numbers = pair.labels.numbers
    if let names {
      let known = numbers.map { Int32(exactly: $0) ?? -1 }
      if let index = known.firstIndex(where: { !names.indices.contains(Int($0)) }) {
        throw DataError(
          .badData,
          "'\(pair.labelsFile)': row \(index + 1) has label \(NumberFormat.plain(numbers[index])), "
            + "but labels are 0…\(names.count - 1)",
          hint: "dataset: idx takes any labels", setting: "dataset.path")
      }
      return .classes(known, names: names)
    }
    if let distinct {
      let places = Dictionary(uniqueKeysWithValues: zip(distinct, Int32(0)...))
      return .classes(
        numbers.map { places[Int($0)] ?? 0 }, names: distinct.map(String.init))
    }
    if let index = numbers.firstIndex(where: { !Float($0).isFinite }) {
      throw DataError(
        .badData,
        "'\(pair.labelsFile)': row \(index + 1) is \(NumberFormat.plain(numbers[index]))",
        hint: "take out or fill in the row", setting: "dataset.path")
    }
    return .numbers(numbers)
  }
}
