internal import PisteStore

/// Opens stores for writing and sees to it that they are closed, whatever happens.
///
/// A store that is closed holds everything in its one file, so that a copy of it is whole.
enum WritableStore {
  /// Runs `body` with the store at `location` open for writing, and closes the store.
  ///
  /// - Throws: `StoreError` if the store cannot be opened or closed, or what `body` throws.
  static func with<Value>(
    _ location: StoreLocation, purpose: String, _ body: (RunStore) async throws -> Value
  ) async throws -> Value {
    let store = try RunStore.openForWriting(location, purpose: purpose)
    let value: Value
    do {
      value = try await body(store)
    } catch {
      // The first error is the one to tell; what was recorded is safe without the closing, too.
      try? store.close()
      throw error
    }
    try store.close()
    return value
  }

  /// Runs `body` with the store that is at `location`; makes none.
  ///
  /// - Throws: `StoreError` if there is none or it cannot be opened, or what `body` throws.
  static func with<Value>(
    _ location: StoreLocation, purpose: String, _ body: (RunStore) throws -> Value
  ) throws -> Value {
    let store = try RunStore.openExisting(location, purpose: purpose)
    let value: Value
    do {
      value = try body(store)
    } catch {
      try? store.close()
      throw error
    }
    try store.close()
    return value
  }
}
