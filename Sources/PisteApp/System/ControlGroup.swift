private import Foundation

/// What this process's control group, or one above it, lets it have; versions 1 and 2.
///
/// A container often sees its own group as the root, while the path that the kernel tells leads
/// nowhere: whatever of the path exists counts, the root always.
package struct ControlGroup {
  private let root: String
  private let memberships: [(controllers: [String], path: String)]

  /// That of this process.
  package static let current = ControlGroup()

  /// Reads which groups a process is in.
  ///
  /// - Parameters:
  ///   - root: Where the groups are mounted.
  ///   - membership: The file that names the process's groups, a line a hierarchy.
  package init(root: String = "/sys/fs/cgroup", membership: String = "/proc/self/cgroup") {
    self.root = root
    let text = (try? String(contentsOfFile: membership, encoding: .utf8)) ?? "0::/"
    memberships = text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { return nil }
      return (fields[1].split(separator: ",").map(String.init), String(fields[2]))
    }
  }

  /// Processors' worth of time that it may use, the least of all levels; nil: no limit.
  package var processorQuota: Double? {
    let new = folders(of: nil).compactMap { folder -> Double? in
      let words = words(in: folder + "/cpu.max")
      guard words.count == 2 else { return nil }
      return Self.quotient(words[0], words[1])
    }
    let old = folders(of: "cpu").compactMap { folder -> Double? in
      guard let quota = words(in: folder + "/cpu.cfs_quota_us").first,
        let period = words(in: folder + "/cpu.cfs_period_us").first
      else { return nil }
      return Self.quotient(quota, period)
    }
    return (new + old).min()
  }

  /// Bytes that it may still take, the least of all levels; nil: no limit.
  ///
  /// Cached files that nobody has used for a while count as free.
  package var availableMemory: Int? {
    let new = folders(of: nil).compactMap {
      available(in: $0, limit: "memory.max", use: "memory.current", cached: "inactive_file")
    }
    let old = folders(of: "memory").compactMap {
      available(
        in: $0, limit: "memory.limit_in_bytes", use: "memory.usage_in_bytes",
        cached: "total_inactive_file")
    }
    return (new + old).min()
  }

  /// Processes of its own group that were killed for want of memory; nil where nobody counts.
  package var outOfMemoryKills: Int? {
    let new = folders(of: nil).first.flatMap {
      MemoryFacts.number(after: "oom_kill", in: $0 + "/memory.events")
    }
    return new
      ?? folders(of: "memory").first.flatMap {
        MemoryFacts.number(after: "oom_kill", in: $0 + "/memory.oom_control")
      }
  }

  private func available(
    in folder: String, limit: String, use: String, cached: String
  ) -> Int? {
    // No limit is the word `max`, or in version 1 a number near 2⁶³.
    guard let limit = words(in: "\(folder)/\(limit)").first.flatMap(Int.init), limit < 1 << 60,
      let use = words(in: "\(folder)/\(use)").first.flatMap(Int.init)
    else { return nil }
    let cache = MemoryFacts.number(after: cached, in: folder + "/memory.stat") ?? 0
    return max(0, limit - use + cache)
  }

  /// The group's folder and those above it, the group's own first: of a controller of version 1, or
  /// of version 2 where none is named.
  private func folders(of controller: String?) -> [String] {
    var result: [String] = []
    for (controllers, path) in memberships {
      let mounts: [String]
      if let controller {
        guard controllers.contains(controller) else { continue }
        mounts = Set([controllers.joined(separator: ","), controller]).map { "\(root)/\($0)" }
      } else {
        guard controllers.isEmpty else { continue }
        mounts = [root]
      }
      for mount in mounts {
        var parts = path.split(separator: "/")
        while true {
          let folder = ([mount] + parts.map(String.init)).joined(separator: "/")
          if FileManager.default.fileExists(atPath: folder) { result.append(folder) }
          guard parts.popLast() != nil else { break }
        }
      }
    }
    return result
  }

  private func words(in path: String) -> [String] {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(whereSeparator: \.isWhitespace).map(String.init)
  }

  private static func quotient(_ quota: String, _ period: String) -> Double? {
    guard let quota = Double(quota), let period = Double(period), quota > 0, period > 0 else {
      return nil
    }
    return quota / period
  }
}
