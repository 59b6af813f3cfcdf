/// What is wrong with the words of a filter, all of it at once.
package struct FilterFaults: Error, Hashable, Sendable {
  /// One fault.
  package struct Fault: Hashable, Sendable {
    /// The fault in a sentence.
    package var message: String
    /// What would put it right, where that can be told.
    package var hint: String?
  }

  /// The faults in the order of the words; never empty.
  package let faults: [Fault]

  /// Creates the collection.
  ///
  /// - Precondition: There is at least one fault.
  package init(_ faults: [Fault]) {
    precondition(!faults.isEmpty, "FilterFaults: 0 faults, but at least 1 is needed")
    self.faults = faults
  }
}
