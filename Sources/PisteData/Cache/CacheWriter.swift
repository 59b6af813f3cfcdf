private import Foundation
internal import PisteCore

/// Writes prepared rows into a new file and to disk.
///
/// The rows are scaled straight into the mapped file, so that no copy of them is held in memory.
enum CacheWriter {
  static func write(_ data: PreparedData, to path: String) throws(DataError) {
    guard var header = try? CacheHeader(data.facts) else {
      throw DataError(.cacheFailure, "the facts of '\(data.facts.name)' cannot be written as JSON")
    }
    let length = header.layout.length
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path, errno) }
    defer { close(descriptor) }
    // Space is reserved first: writing to a mapped page that the disk has no room for kills the
    // process.
    let reserved = posix_fallocate(descriptor, 0, off_t(length))
    guard reserved == 0 else { throw failure(path, reserved, length) }
    guard
      let start = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
      start != MAP_FAILED
    else { throw failure(path, errno) }
    defer { munmap(start, length) }
    let file = UnsafeMutableRawBufferPointer(start: start, count: length)
    let layout = header.layout
    try fill(layout.training, data.training, data, file)
    try fill(layout.validation, data.validation, data, file)
    try fill(layout.test, data.test, data, file)
    header.seal(UnsafeRawBufferPointer(file))
    file.copyBytes(from: header.bytes)
    guard msync(start, length, MS_SYNC) == 0, fsync(descriptor) == 0 else {
      throw failure(path, errno)
    }
  }

  private static func fill(
    _ split: CacheLayout.Split, _ rows: PreparedData.Rows, _ data: PreparedData,
    _ file: UnsafeMutableRawBufferPointer
  ) throws(DataError) {
    let inputs: UnsafeMutableBufferPointer<Float> = buffer(
      file, at: split.inputs, count: split.count * data.facts.features)
    data.scaling.write(rows.places, of: rows.table, to: inputs)
    try check(inputs, "feature", of: data)
    switch rows.target.values {
    case .classes(let labels, _):
      let output: UnsafeMutableBufferPointer<Int32> = buffer(
        file, at: split.labels, count: split.count)
      for (place, row) in rows.places.enumerated() { output[place] = labels[Int(row)] }
      guard data.facts.task == .binary else { return }
      let targets: UnsafeMutableBufferPointer<Float> = buffer(
        file, at: split.targets, count: split.count)
      for place in output.indices { targets[place] = Float(output[place]) }
    case .numbers(let numbers):
      let output: UnsafeMutableBufferPointer<Float> = buffer(
        file, at: split.targets, count: split.count)
      for (place, row) in rows.places.enumerated() { output[place] = Float(numbers[Int(row)]) }
      try check(output, "target", of: data)
    case .nothing: break
    }
  }

  /// Training is in Float32, where a number beyond 3.4e38 is none.
  private static func check(
    _ values: UnsafeMutableBufferPointer<Float>, _ what: String, of data: PreparedData
  ) throws(DataError) {
    guard let place = values.firstIndex(where: { !$0.isFinite }) else { return }
    let row = place / max(1, what == "feature" ? data.facts.features : data.facts.targets) + 1
    throw DataError(
      .badData,
      "a \(what) of '\(data.facts.name)' is beyond what Float32 holds, first in row \(row) of a "
        + "split", hint: "numbers must lie within ±3.4e38; scale them, or take less noise",
      setting: "dataset.name")
  }

  private static func buffer<Element: BitwiseCopyable>(
    _ file: UnsafeMutableRawBufferPointer, at offset: Int, count: Int
  ) -> UnsafeMutableBufferPointer<Element> {
    let end = offset + count * MemoryLayout<Element>.stride
    return UnsafeMutableRawBufferPointer(rebasing: file[offset..<end]).bindMemory(to: Element.self)
  }

  private static func failure(_ path: String, _ code: Int32, _ length: Int = 0) -> DataError {
    let size = length > 0 ? " of \(NumberFormat.bytes(length))" : ""
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? path
    return DataError(
      .cacheFailure,
      "cannot write a file\(size) into the cache folder '\(folder)': \(FileAccess.reason(code))",
      hint: "check the folder's space and permissions, or choose another with --store")
  }
}
