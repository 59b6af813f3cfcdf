internal import PisteCore

/// Images and labels in IDX files, with a test pair of their own where there is one.
struct IDXSource: DataSource {
  private let images: String
  private let labels: String
  private let testImages: String?
  private let testLabels: String?
  /// The names of labels 0, 1, …; nil to name classes by their numbers.
  private let classes: [String]?

  var testFile: String? { testImages }
  var files: [String] { [images, labels] + [testImages, testLabels].compactMap(\.self) }

  /// Finds the files.
  ///
  /// - Parameters:
  ///   - path: A folder with files named as MNIST's, or a file of images.
  ///   - classes: The names of labels 0, 1, …
  ///   - needsTest: Whether a missing test pair is an error.
  /// - Throws: ``DataError`` with code `missing-file` where a file is not there.
  init(path: String, classes: [String]? = nil, needsTest: Bool = false) throws(DataError) {
    self.classes = classes
    var images = path
    if FileAccess.isFolder(path) {
      let found = try IDXNames.trainingImages(in: path)
      guard let name = found.first else {
        throw DataError(
          .missingFile, "no training images in folder '\(path)'",
          hint: "the files are to be named as MNIST's: train-images-idx3-ubyte, plain or .gz",
          setting: "dataset.path")
      }
      guard found.count == 1 else {
        throw DataError(
          .conflict,
          "several files of training images in '\(path)': " + found.joined(separator: ", "),
          hint: "name one of them in dataset.path", setting: "dataset.path")
      }
      images = path + "/" + name
    } else {
      try FileAccess.checkExists(path)
    }
    self.images = images
    labels = try Self.labels(of: images)
    let (folder, name) = Self.split(images)
    let candidates = IDXNames.testImages(of: name).map { folder + $0 }
    testImages = candidates.lazy.compactMap(IDXNames.existing).first
    if needsTest, testImages == nil, let wanted = candidates.first {
      throw DataError(
        .missingFile, "no data file '\(wanted)'",
        hint: "the set's four files belong in one folder", setting: "dataset.path")
    }
    testLabels = if let testImages { try Self.labels(of: testImages) } else { nil }
  }

  /// Whether a folder has training images named by the convention.
  static func hasPair(in folder: String) throws(DataError) -> Bool {
    try !IDXNames.trainingImages(in: folder).isEmpty
  }

  func decode(_ request: DataSetRequest) throws(DataError) -> RawData {
    var digest = DigestBuilder()
    let training = try IDXPair(images: images, labels: labels, &digest)
    let test: IDXPair? =
      if let testImages, let testLabels {
        try IDXPair(images: testImages, labels: testLabels, &digest)
      } else { nil }
    if let test, test.images.rowLength != training.images.rowLength {
      throw DataError(
        .badData,
        "'\(images)' has \(training.images.rowLength) values an image, but "
          + "'\(test.imagesFile)' has \(test.images.rowLength)",
        hint: "the files belong to different sets", setting: "dataset.path")
    }
    if let test, test.images.element != training.images.element {
      throw DataError(
        .badData, "'\(images)' and '\(test.imagesFile)' have different element types",
        hint: "write both files with one type", setting: "dataset.path")
    }
    let coding = IDXLabelCoding(training, test, names: classes)
    var testTable: RawTable?
    if let test { testTable = try test.table(coding) }
    return RawData(table: try training.table(coding), test: testTable, digest: digest.hex)
  }

  private static func labels(of images: String) throws(DataError) -> String {
    let (folder, name) = split(images)
    guard let label = IDXNames.labels(of: name) else {
      throw DataError(
        .missingFile, "the name '\(name)' does not say where its labels are",
        hint: "an images file has 'images' in its name, and 'labels' stands there in the labels'",
        setting: "dataset.path")
    }
    guard let path = IDXNames.existing(folder + label) else {
      throw DataError(
        .missingFile, "no data file '\(folder + label)'",
        hint: "the labels lie beside '\(name)'", setting: "dataset.path")
    }
    return path
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[...slash]), String(path[path.index(after: slash)...]))
  }
}
