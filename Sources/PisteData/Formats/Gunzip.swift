internal import CZlib
internal import PisteCore

/// Unpacks gzip: one member or several in a row.
///
/// > Source: RFC 1952; the inflating is zlib's.
package enum Gunzip {
  /// Whether the bytes begin as gzip does.
  package static func isCompressed(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B
  }

  /// The unpacked bytes of all members.
  ///
  /// - Parameters:
  ///   - bytes: The whole gzip file.
  ///   - file: Its name, for errors.
  /// - Returns: What was packed.
  /// - Throws: ``DataError`` with code `bad-data` if the stream is cut off or damaged.
  package static func decode(_ bytes: [UInt8], file: String) throws(DataError) -> [UInt8] {
    var stream = z_stream()
    // 15 bits of window; 32 more: recognize gzip and zlib headers.
    guard
      inflateInit2_(&stream, 15 + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw DataError(.badData, "zlib cannot unpack '\(file)' for lack of memory") }
    defer { inflateEnd(&stream) }
    var output = [UInt8](repeating: 0, count: capacity(for: bytes))
    var filled = 0
    var consumed = 0
    var status = Z_OK
    while consumed < bytes.count {
      if status == Z_STREAM_END {
        // Zeros after the last member are the padding of tapes and archives.
        if bytes[consumed...].allSatisfy({ $0 == 0 }) { break }
        inflateReset(&stream)
      }
      if filled == output.count {
        output.append(contentsOf: repeatElement(0, count: max(output.count, 1 << 16)))
      }
      status = step(&stream, bytes, &consumed, &output, &filled)
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
        throw damaged(file, stream.msg.map { String(cString: $0) } ?? "error \(status)")
      }
    }
    // The input is used up, but the window may still hold output for which there was no room.
    while status != Z_STREAM_END, filled == output.count {
      output.append(contentsOf: repeatElement(0, count: max(output.count, 1 << 16)))
      status = step(&stream, bytes, &consumed, &output, &filled)
    }
    guard status == Z_STREAM_END else {
      throw DataError(
        .badData, "'\(file)' is cut off: the gzip stream has no end",
        hint: "fetch or copy the file again", setting: "dataset.path")
    }
    output.removeLast(output.count - filled)
    return output
  }

  private static func step(
    _ stream: inout z_stream, _ bytes: [UInt8], _ consumed: inout Int, _ output: inout [UInt8],
    _ filled: inout Int
  ) -> Int32 {
    // zlib counts in 32 bits, so that both sides go by pieces of at most 1 GiB.
    let available = min(bytes.count - consumed, 1 << 30)
    let room = min(output.count - filled, 1 << 30)
    let offset = filled
    let start = consumed
    let status = bytes.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { buffer in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + start })
        stream.avail_in = UInt32(available)
        stream.next_out = buffer.baseAddress.map { $0 + offset }
        stream.avail_out = UInt32(room)
        return inflate(&stream, Z_NO_FLUSH)
      }
    }
    consumed += available - Int(stream.avail_in)
    filled += room - Int(stream.avail_out)
    return status
  }

  /// The size that the last member states, trusted as far as deflate can expand (1032 times).
  private static func capacity(for bytes: [UInt8]) -> Int {
    let stated = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    return max(64, min(stated, bytes.count * 1032))
  }

  private static func damaged(_ file: String, _ reason: String) -> DataError {
    DataError(
      .badData, "'\(file)' is damaged: \(reason)", hint: "fetch or copy the file again",
      setting: "dataset.path")
  }
}
