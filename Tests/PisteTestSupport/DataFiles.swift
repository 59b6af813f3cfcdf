private import Foundation

/// Data files made by hand, so that tests need no data set installed.
public enum DataFiles {
  /// An IDX file of bytes.
  ///
  /// - Parameters:
  ///   - extents: the extents, rows first.
  ///   - bytes: the elements, row-major.
  /// - Returns: the file's content.
  public static func idx(_ extents: [Int], _ bytes: [UInt8]) -> [UInt8] {
    let header = extents.flatMap { extent in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: extent >> $0) }
    }
    return [0, 0, 8, UInt8(extents.count)] + header + bytes
  }

  /// A gzip member that stores its content, at most 65,535 bytes, without packing it.
  public static func storedGzip(_ bytes: [UInt8]) -> [UInt8] {
    func littleEndian(_ value: UInt32, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
    }
    let count = UInt32(bytes.count)
    var check: UInt32 = ~0
    for byte in bytes {
      check ^= UInt32(byte)
      for _ in 0..<8 { check = check & 1 == 1 ? check >> 1 ^ 0xEDB8_8320 : check >> 1 }
    }
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1] + littleEndian(count, 2)
      + littleEndian(~count, 2) + bytes + littleEndian(~check, 4) + littleEndian(count, 4)
  }

  /// Writes bytes below a folder and returns the file's path.
  ///
  /// - Parameters:
  ///   - bytes: the file's content.
  ///   - name: its name.
  ///   - folder: the folder.
  /// - Returns: its whole path.
  /// - Throws: what writing throws.
  @discardableResult
  public static func write(
    _ bytes: [UInt8], to name: String, in folder: TemporaryDirectory
  ) throws -> String {
    let url = folder.url.appendingPathComponent(name)
    try Data(bytes).write(to: url)
    return url.path
  }

  /// Writes a miniature of Fashion-MNIST: images of 2 × 2 pixels, ten classes in turn.
  ///
  /// The pixels of row i are i, i + 1, i + 2 and i + 3, modulo 256.
  ///
  /// - Parameters:
  ///   - folder: where the four `.gz` files go.
  ///   - training: the count of images to learn from.
  ///   - test: the count of images to test on.
  /// - Throws: what writing throws.
  public static func writeMiniatureMNIST(
    in folder: TemporaryDirectory, training: Int = 100, test: Int = 20
  ) throws {
    for (stem, rows) in [("train", training), ("t10k", test)] {
      let pixels = (0..<rows).flatMap { row in
        (0..<4).map { UInt8(truncatingIfNeeded: row + $0) }
      }
      try write(
        storedGzip(idx([rows, 2, 2], pixels)), to: "\(stem)-images-idx3-ubyte.gz", in: folder)
      try write(
        storedGzip(idx([rows], (0..<rows).map { UInt8($0 % 10) })),
        to: "\(stem)-labels-idx1-ubyte.gz", in: folder)
    }
  }
}
