internal import PisteCore

/// Data that were there when the sweep was planned, and are not, or not the same, when a worker
/// wants them.
///
/// No run is to blame, and every other would meet it too, so that it halts the sweep.
struct VanishedData: Error {
  /// What is wrong with them now.
  let cause: SpecError
}
