internal import PisteCore

/// Where the parts of a cache file lie: the header, then inputs, labels and targets of each split.
///
/// It follows from the facts alone, so that the header need not hold it.
struct CacheLayout: Hashable {
  /// Byte offsets of one split's buffers.
  struct Split: Hashable {
    let count: Int
    let inputs: Int
    let labels: Int
    let targets: Int
  }

  /// Every buffer begins at a multiple of this: a cache line, and the widest vector.
  static let alignment = 64

  let training: Split
  let validation: Split
  let test: Split
  /// The size of the whole file.
  let length: Int

  init(_ facts: DataSetFacts, headerLength: Int) {
    var end = headerLength
    func place(_ elements: Int) -> Int {
      let start = (end + Self.alignment - 1) / Self.alignment * Self.alignment
      end = start + elements * 4
      return start
    }
    func split(_ count: Int) -> Split {
      Split(
        count: count, inputs: place(count * facts.features),
        labels: place(facts.task.hasClasses ? count : 0),
        targets: place(facts.task == .classification ? 0 : count * facts.targets))
    }
    training = split(facts.trainingRows)
    validation = split(facts.validationRows)
    test = split(facts.testRows)
    length = end
  }
}
