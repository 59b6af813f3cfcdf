private import Foundation

/// A file mapped into memory for reading, unmapped with the last reference to it.
///
/// `@unchecked Sendable`: the mapping is read-only, its address never changes, and nobody writes a
/// cache file after it got its name.
final class FileMapping: @unchecked Sendable {
  /// What tells mapped files apart: a file that is made anew has another number, and one that is
  /// written to another time of its last change, which nobody can set back.
  struct Identity: Hashable {
    let device: UInt
    let number: UInt
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }

  let bytes: UnsafeRawBufferPointer
  let identity: Identity

  /// Maps a file; nil if it is not there, is empty or cannot be mapped.
  init?(path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size > 0 else { return nil }
    let length = Int(status.st_size)
    guard let start = mmap(nil, length, PROT_READ, MAP_SHARED, descriptor, 0),
      start != MAP_FAILED
    else { return nil }
    bytes = UnsafeRawBufferPointer(start: start, count: length)
    identity = Identity(
      device: UInt(status.st_dev), number: UInt(status.st_ino), size: length,
      seconds: status.st_ctim.tv_sec, nanoseconds: status.st_ctim.tv_nsec)
  }

  deinit {
    munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
  }

  /// The elements that start at a byte.
  func buffer<Element: BitwiseCopyable>(
    at offset: Int, count: Int
  ) -> UnsafeBufferPointer<Element> {
    precondition(
      offset + count * MemoryLayout<Element>.stride <= bytes.count,
      "FileMapping: \(count) elements from byte \(offset), but \(bytes.count) bytes are mapped")
    let part = UnsafeRawBufferPointer(
      rebasing: bytes[offset..<offset + count * MemoryLayout<Element>.stride])
    return part.bindMemory(to: Element.self)
  }
}
