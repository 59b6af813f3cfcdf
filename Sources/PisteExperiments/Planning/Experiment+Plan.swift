public import PisteCore

extension Experiment {
  /// Checks the whole experiment and expands it; nothing starts unless all of it is right.
  ///
  /// - Parameter facts: Finds what is known of a data set from its `dataset.…` settings (and `task`
  ///   if given), defaults not filled in. Asked once for each different data set. What the user can
  ///   mend, it throws as ``DataFault``, `SpecError` or `SpecErrors`, which are placed at the
  ///   setting to blame; any other error is trouble of the environment.
  /// - Returns: The plan.
  /// - Throws: `SpecErrors` with every fault of the file, the overrides and the data; where there is
  ///   none, the first other error of `facts`, as it was thrown.
  public func plan(facts: (Settings) throws -> DataSetFacts) throws -> Plan {
    try withoutActuallyEscaping(facts) { facts in
      var builder = PlanBuilder(self, facts: facts)
      return try builder.build()
    }
  }
}
