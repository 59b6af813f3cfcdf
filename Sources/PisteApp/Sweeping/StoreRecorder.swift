internal import PisteCore
internal import PisteExecution
internal import PisteStore

/// Lets the sweep write into the store, which knows nothing of sweeps.
struct StoreRecorder: RunRecorder {
  let store: RunStore

  func record(_ events: [RunEvent]) throws { try store.record(events) }
}
