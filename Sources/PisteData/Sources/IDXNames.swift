internal import PisteCore

/// The naming convention of MNIST-like sets, `train-images-idx3-ubyte.gz` and its three siblings.
enum IDXNames {
  /// The name of the labels that belong to a file of images; nil if the name says nothing.
  static func labels(of images: String) -> String? {
    guard let place = images.firstRange(of: "images") else { return nil }
    var name = images
    name.replaceSubrange(place, with: "labels")
    for rank in 2...5 {
      for mark in ["idx", "IDX"] {
        if let place = name.firstRange(of: "\(mark)\(rank)") {
          name.replaceSubrange(place, with: "\(mark)1")
        }
      }
    }
    return name
  }

  /// The names that the test images of a training file may have.
  static func testImages(of images: String) -> [String] {
    guard let place = images.firstRange(of: "train") else { return [] }
    return ["t10k", "test"].map { word in
      var name = images
      name.replaceSubrange(place, with: word)
      return name
    }
  }

  /// A path as it is, or packed where it is plain and plain where it is packed: the first there is.
  static func existing(_ path: String) -> String? {
    let other = path.hasSuffix(".gz") ? String(path.dropLast(3)) : path + ".gz"
    return [path, other].first(where: FileAccess.exists)
  }

  /// The files of training images in a folder, one a set, plain before packed.
  static func trainingImages(in folder: String) throws(DataError) -> [String] {
    var found: [String] = []
    for name in try FileAccess.names(in: folder)
    where name.contains("images") && name.contains("train") {
      let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
      if found.last != plain, found.last != name { found.append(name) }
    }
    return found
  }
}
