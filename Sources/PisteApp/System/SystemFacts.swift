private import Foundation
internal import PisteExecution

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
    guard let quota = ControlGroup.current.processorQuota else { return max(1, count) }
    return max(1, min(count, Int(quota.rounded(.up))))
  }

  /// Bytes of memory that can be had without swapping: the control group's limit counted; nil where
  /// the system does not tell.
  static var availableMemory: Int? {
    let group = ControlGroup.current.availableMemory
    return [MemoryFacts.available, group].compactMap { $0 }.min()
  }

  /// How many processes the system has killed for want of memory.
  static var outOfMemoryEvidence: OutOfMemoryEvidence {
    OutOfMemoryEvidence(
      ownGroup: ControlGroup.current.outOfMemoryKills, machine: MemoryFacts.outOfMemoryKills)
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
