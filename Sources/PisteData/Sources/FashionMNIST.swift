private import Foundation
internal import PisteCore

/// Zalando's articles of clothing: 60,000 images to learn from and 10,000 to test on, 28 × 28
/// gray levels 0…255, ten classes.
///
/// > Source: Xiao, Rasul and Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking
/// > Machine Learning Algorithms", arXiv:1708.07747 (2017).
package enum FashionMNIST {
  /// The classes in the order of their numbers in the label files.
  static let classes = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
    "Ankle boot",
  ]

  /// The images and labels: in `path` if given, else in the usual folders.
  static func source(path: String?) throws(DataError) -> IDXSource {
    let usualFolders = usualFolders(data: ProcessInfo.processInfo.environment["PISTE_DATA"])
    if let path { return try IDXSource(path: path, classes: classes, needsTest: true) }
    for folder in usualFolders where FileAccess.isFolder(folder) {
      if try IDXSource.hasPair(in: folder) {
        return try IDXSource(path: folder, classes: classes, needsTest: true)
      }
    }
    throw DataError(
      .missingFile, "no Fashion-MNIST in \(usualFolders.joined(separator: ", "))",
      hint: "install the package dataset-fashion-mnist, or set PISTE_DATA or dataset.path to the "
        + "folder of its four .gz files; 'digits' needs no files",
      setting: "dataset.name")
  }

  /// Where the files are looked for, in order.
  ///
  /// - Parameter data: The folder that the environment's `PISTE_DATA` names; nil if it names none.
  /// - Returns: That folder's own folder for the set, that folder itself, and the installed one.
  package static func usualFolders(data: String?) -> [String] {
    let installed = "/usr/share/datasets/fashion-mnist"
    guard let data, !data.isEmpty else { return [installed] }
    return [data + "/fashion-mnist", data, installed]
  }
}
