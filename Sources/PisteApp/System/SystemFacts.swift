private import Foundation

/// What kind of machine this is, as records name it: never who it is.
enum SystemFacts {
  /// The processor's model.
  static var cpu: String {
    let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let keys = ["model name", "Model", "cpu model", "uarch"]
    for key in keys {
      for line in lines.split(separator: "\n") where line.hasPrefix(key) {
        if let value = line.split(separator: ":", maxSplits: 1).last {
          return value.trimmingCharacters(in: .whitespaces)
        }
      }
    }
    return "unknown"
  }

  /// Cores that this process may use: the affinity mask and the control group's quota counted.
  static var availableCores: Int {
    // On Linux this counts the cores of the affinity mask.
    let count = ProcessInfo.processInfo.activeProcessorCount
    guard let quota = controlGroupQuota else { return max(1, count) }
    return max(1, min(count, Int(quota.rounded(.up))))
  }

  /// Cores granted by the control group, nil where there is no limit.
  private static var controlGroupQuota: Double? {
    guard let text = try? String(contentsOfFile: "/sys/fs/cgroup/cpu.max", encoding: .utf8) else {
      return nil
    }
    let parts = text.split(whereSeparator: \.isWhitespace).map { Double($0) }
    guard parts.count == 2, let quota = parts[0], let period = parts[1], period > 0 else {
      return nil
    }
    return quota / period
  }

  /// The operating system's name and version.
  static var operatingSystem: String {
    let text = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
    for line in text.split(separator: "\n") where line.hasPrefix("PRETTY_NAME=") {
      return line.dropFirst("PRETTY_NAME=".count).trimmingCharacters(in: ["\""])
    }
    return "Linux"
  }

  /// The machine's name, kept in the store only.
  static var host: String { ProcessInfo.processInfo.hostName }

  /// The path of this program.
  static var executable: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
  }
}
