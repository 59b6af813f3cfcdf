private import Foundation

/// What tells that a file is still the one that was read: path, size, inode and times.
///
/// The time of the last modification can be set back after an edit (`touch -d`, unpacking an
/// archive); the time of the last change of the inode cannot, and a file put in another's place
/// has another inode.
struct FileStamp: Hashable {
  let path: String
  let size: Int
  let modifiedSeconds: Int
  let modifiedNanoseconds: Int
  let changedSeconds: Int
  let changedNanoseconds: Int
  let inode: UInt64

  init(of path: String) throws(DataError) {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileAccess.failure(path, errno) }
    self.path = path
    size = Int(status.st_size)
    modifiedSeconds = status.st_mtim.tv_sec
    modifiedNanoseconds = status.st_mtim.tv_nsec
    changedSeconds = status.st_ctim.tv_sec
    changedNanoseconds = status.st_ctim.tv_nsec
    inode = UInt64(status.st_ino)
  }

  var text: String {
    """
    \(path)
    \(size)
    \(modifiedSeconds).\(modifiedNanoseconds)
    \(changedSeconds).\(changedNanoseconds)
    \(inode)
    """
  }
}
