import Foundation
import PisteCore
import PisteData
import PisteTestSupport
import Testing

@Suite struct IDXSourceTests {
  private let folder: TemporaryDirectory
  private let cache: DataCache

  init() throws {
    folder = try TemporaryDirectory()
    cache = DataCache(directory: folder.path + "/cache")
  }

  private func load(
    _ name: String, _ file: String = "", validation: Double = 0, test: Double? = nil,
    task: LearningTask? = nil
  ) throws -> DataSet {
    try DataSets.load(
      DataSetRequest(
        name: name, path: folder.path + file, validation: validation, test: test,
        normalize: "none", task: task), cache: cache)
  }

  private func fault(_ name: String, _ file: String = "", test: Double? = nil) -> String {
    do {
      _ = try load(name, file, test: test)
      return ""
    } catch {
      return "\(error)".replacingOccurrences(of: folder.path, with: "DIR")
    }
  }

  @Test func fashionMNISTTestsOnItsOwnFile() throws {
    try DataFiles.writeMiniatureMNIST(in: folder)
    let data = try load("fashion-mnist", validation: 20)
    #expect(data.facts.classes.first == "T-shirt/top")
    #expect(data.facts.classes.last == "Ankle boot")
    #expect(data.training.count == 80)
    #expect(data.validation.count == 20)
    #expect(data.test.count == 20)
    #expect(Array(data.test.labels) == (0..<20).map { $0 % 10 })
    // Unscaled pixels are the bytes 0…255 of the file.
    #expect(Array(data.test.inputs.prefix(8)) == [0, 1, 2, 3, 1, 2, 3, 4])
    let first = data.training.inputs[0]
    #expect(data.training.labels[0] == Int32(first) % 10)
  }

  @Test func aTestSettingTakesAPartOfTheTestFile() throws {
    try DataFiles.writeMiniatureMNIST(in: folder)
    #expect(try load("fashion-mnist", test: 10).test.count == 10)
    #expect(try load("fashion-mnist", test: 0.5).test.count == 10)
    #expect(try load("fashion-mnist", test: 0).test.count == 0)
    let part = try load("fashion-mnist", test: 10)
    #expect(part.training.count == 100)
    #expect(Array(part.test.labels).sorted() == Array(0..<10))
    #expect(
      fault("fashion-mnist", test: 21) == """
        error: 21 rows to test on, but the test file has 20 [out-of-range]
          hint: leave dataset.test out to take them all
        """)
  }

  @Test func anIDXPairIsFoundByItsImages() throws {
    let labels = DataFiles.storedGzip(DataFiles.idx([4], [7, 3, 7, 12]))
    try DataFiles.write(
      DataFiles.idx([4, 1, 2], [1, 2, 3, 4, 5, 6, 7, 8]), to: "my-images.idx3", in: folder)
    try DataFiles.write(labels, to: "my-labels.idx1.gz", in: folder)
    let data = try load("idx", "/my-images.idx3", test: 0)
    #expect(data.facts.classes == ["3", "7", "12"])
    #expect(Array(data.training.labels) == [1, 0, 1, 2])
    #expect(Array(data.training.inputs) == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(fault("idx", "/my-images.idx3").contains("leaves classes '3', '12' empty"))
  }

  @Test func anIDXFolderOfUsualNamesHasItsOwnTestFile() throws {
    try DataFiles.writeMiniatureMNIST(in: folder)
    let data = try load("idx")
    #expect(data.test.count == 20)
    #expect(data.facts.classes == (0...9).map(String.init))
    #expect(throws: DataError.self) { try load("idx", task: .regression) }
    #expect(throws: DataError.self) { try load("idx", task: .binary) }
  }

  @Test func missingFilesAreNamed() throws {
    for set in ["idx", "fashion-mnist"] {
      #expect(
        fault(set, "/none/dir") == """
          error: no data file 'DIR/none/dir' [missing-file]
            hint: a relative dataset.path starts from the experiment file's folder
          """)
    }
    try DataFiles.write([0], to: "nameless", in: folder)
    #expect(
      fault("idx", "/nameless") == """
        error: the name 'nameless' does not say where its labels are [missing-file]
          hint: an images file has 'images' in its name, and 'labels' stands there in the labels'
        """)
    #expect(
      fault("idx") == """
        error: no training images in folder 'DIR' [missing-file]
          hint: the files are to be named as MNIST's: train-images-idx3-ubyte, plain or .gz
        """)
    try DataFiles.write(DataFiles.idx([1, 1, 1], [1]), to: "train-images-idx3-ubyte", in: folder)
    #expect(fault("idx").hasPrefix("error: no data file 'DIR/train-labels-idx1-ubyte'"))
    try DataFiles.write(DataFiles.idx([1], [1]), to: "train-labels-idx1-ubyte", in: folder)
    #expect(fault("fashion-mnist").hasPrefix("error: no data file 'DIR/t10k-images-idx3-ubyte'"))
    try DataFiles.write(DataFiles.idx([1, 1, 1], [1]), to: "other-train-images", in: folder)
    #expect(
      fault("idx").hasPrefix(
        "error: several files of training images in 'DIR': other-train-images, "))
  }

  @Test func filesThatDoNotBelongTogetherAreRefused() throws {
    func write(_ images: [UInt8], _ labels: [UInt8]) throws {
      try DataFiles.write(images, to: "train-images-idx3-ubyte", in: folder)
      try DataFiles.write(labels, to: "train-labels-idx1-ubyte", in: folder)
    }
    try write(DataFiles.idx([2, 1, 1], [1, 2]), DataFiles.idx([3], [0, 1, 2]))
    #expect(
      fault("idx").contains(
        "'DIR/train-images-idx3-ubyte' has 2 images, but 'DIR/train-labels-idx1-ubyte' has 3"))
    try write(DataFiles.idx([2], [1, 2]), DataFiles.idx([2], [0, 1]))
    #expect(fault("idx").contains("has no images: its rows are single values"))
    try write(DataFiles.idx([2, 1, 1], [1, 2]), DataFiles.idx([2, 1], [0, 1]))
    #expect(fault("idx").contains("has 2 dimensions, but labels have 1"))
    try write(DataFiles.idx([2, 1, 1], [1, 2]), DataFiles.idx([2], [4, 4]))
    #expect(fault("idx").contains("every row is of one class, '4'"))
    try DataFiles.writeMiniatureMNIST(in: folder)
    try write(DataFiles.idx([2, 1, 1], [1, 2]), DataFiles.idx([2], [3, 4]))
    #expect(
      fault("idx").contains("has 1 values an image, but 'DIR/t10k-images-idx3-ubyte.gz' has 4"))
    try write(DataFiles.idx([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]), DataFiles.idx([2], [3, 10]))
    #expect(fault("fashion-mnist").contains("row 2 has label 10, but labels are 0…9"))
    // Labels of type float: 1 and not a number.
    let fractions: [UInt8] = [0, 0, 0x0D, 1, 0, 0, 0, 2, 0x3F, 0x80, 0, 0, 0x7F, 0xC0, 0, 0]
    try write(DataFiles.idx([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]), fractions)
    #expect(fault("fashion-mnist").contains("row 2 has label NaN, but labels are 0…9"))
    #expect(fault("idx").contains("labels-idx1-ubyte': row 2 is NaN"))
  }

  @Test func anInputThatIsNoNumberIsToldByRowAndPlace() throws {
    // Two images of two pixels of type float: 1, 1 and 1, not a number.
    let one: [UInt8] = [0x3F, 0x80, 0, 0]
    let head: [UInt8] = [0, 0, 0x0D, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2]
    let pixels = head + one + one + one + [0x7F, 0xC0, 0, 0]
    try DataFiles.write(pixels, to: "my-images.idx3", in: folder)
    try DataFiles.write(DataFiles.idx([2], [3, 4]), to: "my-labels.idx1", in: folder)
    #expect(fault("idx", "/my-images.idx3").contains("my-images.idx3': row 2, value 2 is NaN"))
  }

  @Test func fashionMNISTIsLookedForInItsUsualFolders() {
    let installed = "/usr/share/datasets/fashion-mnist"
    #expect(FashionMNIST.usualFolders(data: nil) == [installed])
    #expect(FashionMNIST.usualFolders(data: "") == [installed])
    #expect(FashionMNIST.usualFolders(data: "/d") == ["/d/fashion-mnist", "/d", installed])
  }
}
