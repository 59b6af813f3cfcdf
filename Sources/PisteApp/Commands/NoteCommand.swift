internal import ArgumentParser
private import PisteCore
private import PisteStore

/// `piste note`: a remark on an experiment or a run.
struct NoteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "note",
    abstract: "Puts a note on an experiment or a run, or shows the one that is there.",
    discussion: """
      The note takes the place of the one before; an empty one removes it.

        piste note sgd-vs-adam 'for the talk'
        piste note 3f9a1c 'the seed that diverges'
        piste note 3f9a1c ''
        piste note 3f9a1c
      """)

  @Argument(help: "An experiment's name, or a run's first digits.")
  var target: String

  @Argument(help: "The note; nothing shows the one that is there.")
  var text: String?

  @OptionGroup var storeOptions: StoreOptions

  func run() throws {
    let location = storeOptions.location
    guard let text else {
      let store = try RunStore.openForReading(location)
      if let note = try store.labels(of: store.target(named: target)).note {
        Terminal.standardOutput.write(note)
      }
      return
    }
    let purpose = CommandText.line(["note", target])
    let meant = try WritableStore.with(location, purpose: purpose) { store in
      let meant = try store.target(named: target)
      try store.note(on: meant, text)
      return meant
    }
    Terminal.standardOutput.write(text.isEmpty ? "\(meant): no note" : "\(meant): \(text)")
  }
}
