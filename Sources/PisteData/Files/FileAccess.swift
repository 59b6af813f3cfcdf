private import Foundation
internal import PisteCore

/// Reading of whole files and folders, with errors that name them.
enum FileAccess {
  /// The bytes of a file, unpacked if they are gzip.
  static func contents(of path: String) throws(DataError) -> [UInt8] {
    let bytes = try rawContents(of: path)
    return Gunzip.isCompressed(bytes) ? try Gunzip.decode(bytes, file: path) : bytes
  }

  static func rawContents(of path: String) throws(DataError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path, errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw failure(path, EISDIR) }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let wanted = bytes.count - filled
      let count = bytes.withUnsafeMutableBytes { buffer in
        read(descriptor, buffer.baseAddress.map { $0 + filled }, wanted)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path, errno) }
      guard count > 0 else { break }
      filled += count
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Nothing if there is a file or folder.
  ///
  /// - Throws: ``DataError`` with code `missing-file` if there is none.
  static func checkExists(_ path: String) throws(DataError) {
    guard exists(path) else { throw failure(path, errno) }
  }

  /// The names in a folder, in alphabetical order.
  static func names(in folder: String) throws(DataError) -> [String] {
    guard let directory = opendir(folder) else { throw failure(folder, errno) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      names.append(name)
    }
    return names.sorted()
  }

  static func failure(_ path: String, _ code: Int32) -> DataError {
    let isMissing = code == ENOENT || code == ENOTDIR
    return DataError(
      .missingFile,
      isMissing ? "no data file '\(path)'" : "cannot read '\(path)': \(reason(code))",
      hint: isMissing
        ? "a relative dataset.path starts from the experiment file's folder"
        : "it must be a file that this user may read",
      setting: "dataset.path")
  }

  static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
