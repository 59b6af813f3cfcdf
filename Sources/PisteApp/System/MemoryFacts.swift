private import Foundation

/// What the kernel tells of the machine's memory.
enum MemoryFacts {
  /// Bytes that can be had without swapping; nil where the system does not tell.
  static var available: Int? {
    number(after: "MemAvailable:", in: "/proc/meminfo").map { $0 * 1024 }
  }

  /// Processes that were killed for want of memory since the machine started.
  static var outOfMemoryKills: Int? { number(after: "oom_kill", in: "/proc/vmstat") }

  /// The number behind a word that begins a line.
  static func number(after word: String, in path: String) -> Int? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    for line in text.split(separator: "\n") {
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.count >= 2, words[0] == word { return Int(words[1]) }
    }
    return nil
  }
}
