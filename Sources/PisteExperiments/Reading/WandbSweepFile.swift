internal import PisteCore

/// What W&B's sweep files have and Piste's do not.
enum WandbSweepFile {
  /// A word at the top level that says nothing to Piste.
  private struct Idle {
    var reason: String
    var hint: String
  }

  private static let program = Idle(
    reason: "Piste trains with a core of its own and starts no program",
    hint: "what the program would train is described under `settings` and `parameters`")
  private static let account = Idle(
    reason: "Piste keeps its record in a folder of this machine",
    hint: "`name` files the experiment, `tags` find it again")

  private static let idle: [String: Idle] = [
    "program": program, "command": program, "project": account, "entity": account,
    "controller": account,
    "early_terminate": Idle(
      reason: "no run is ended by comparison with others",
      hint: "early_stopping.patience ends a run by its own validation metric"),
  ]

  /// The words that only such files have, in alphabetical order.
  static let keys: [String] = idle.keys.sorted()

  /// A note on a top-level word that is not honored; nil for any other word.
  static func note(on entry: YAMLEntry) -> SpecNote? {
    idle[entry.key].map {
      SpecNote(
        .notHonored, "`\(entry.key)` is not honored: \($0.reason)", hint: $0.hint,
        location: entry.location)
    }
  }

  /// A note on a sweep without a name, which bears its file's.
  static func noteOnName(_ name: String, at place: SourceLocation) -> SpecNote {
    SpecNote(
      .notHonored, "the sweep has no name, and is called `\(name)` after its file",
      hint: "give one, as in `name: \(name)`; reports are filed under it", location: place)
  }

  /// The file's name without folder and ending.
  static func name(ofFile file: String) -> String {
    let last = file.split(separator: "/").last.map(String.init) ?? file
    guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return last }
    return String(last[..<dot])
  }

  /// The parameters without the further `parameters` in which W&B nests those of a group.
  static func unwrapped(_ node: YAMLNode) -> YAMLNode {
    guard let entries = node.entries else { return node }
    var node = node
    node.content = .mapping(
      entries.map { entry in
        var entry = entry
        if let inner = entry.value.entries, inner.count == 1, inner[0].key == "parameters",
          inner[0].value.entries != nil
        {
          entry.value = inner[0].value
        }
        entry.value = unwrapped(entry.value)
        return entry
      })
    return node
  }
}
