internal import ArgumentParser
private import PisteCore
private import PisteStore

/// `piste tag`: words on experiments and runs, to find them again.
struct TagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag",
    abstract: "Adds tags to an experiment or a run, removes them, or shows them.",
    discussion: """
      +word adds, -word removes; without words the tags are shown. Options stand before the target. \
      `tags` in an experiment's file go to the experiment. `piste list tag=word` finds tagged runs.

        piste tag sgd-vs-adam +paper -draft
        piste tag 3f9a1c +odd
        piste tag 3f9a1c
      """)

  @OptionGroup var storeOptions: StoreOptions

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp(
      "An experiment's name or a run's first digits; then +word or -word.", valueName: "target"))
  var words: [String]

  /// What follows unread comes with the words, a request for help at the beginning included.
  private var asksForHelp: Bool { words.first == "--help" || words.first == "-h" }

  func validate() throws {
    if asksForHelp { return }
    guard let target = words.first else { throw ValidationError("name an experiment or a run") }
    if target.hasPrefix("+") || target.hasPrefix("-") {
      throw ValidationError("'\(target)' is no experiment or run: name it before the tags")
    }
    for word in words.dropFirst() {
      guard word.hasPrefix("+") || word.hasPrefix("-"), word.count > 1 else {
        throw ValidationError("'\(word)' is neither +word nor -word")
      }
      guard !word.hasPrefix("--") else {
        throw ValidationError("'\(word)' must stand before '\(target)'")
      }
      guard !word.contains(",") else {
        throw ValidationError("'\(word)': a tag has no commas; give each tag by itself")
      }
    }
  }

  func run() throws {
    if asksForHelp { throw CleanExit.helpRequest(self) }
    let location = storeOptions.location
    let tags = words.dropFirst()
    if tags.isEmpty {
      let store = try RunStore.openForReading(location)
      let labels = try store.labels(of: store.target(named: words[0]))
      return Terminal.standardOutput.write(labels.tags.joined(separator: ", "))
    }
    let purpose = CommandText.line(["tag"] + words)
    let (target, labels) = try WritableStore.with(location, purpose: purpose) { store in
      let target = try store.target(named: words[0])
      let labels = try store.tag(
        target, adding: tags.filter { $0.hasPrefix("+") }.map { String($0.dropFirst()) },
        removing: tags.filter { $0.hasPrefix("-") }.map { String($0.dropFirst()) })
      return (target, labels)
    }
    let list = labels.tags.isEmpty ? "no tags" : labels.tags.joined(separator: ", ")
    Terminal.standardOutput.write("\(target): \(list)")
  }
}
