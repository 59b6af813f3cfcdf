private import Foundation

/// What tells that a file is still the one that was read: path, size, time of its last change.
struct FileStamp: Hashable {
  let path: String
  let size: Int
  let modifiedSeconds: Int
  let modifiedNanoseconds: Int

  init(of path: String) throws(DataError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileAccess.failure(path, errno) }
    self.path = path
    size = Int(status.st_size)
    modifiedSeconds = status.st_mtim.tv_sec
    modifiedNanoseconds = status.st_mtim.tv_nsec
  }

  var text: String { "\(path)\n\(size)\n\(modifiedSeconds).\(modifiedNanoseconds)" }
}
