public import PisteCore

extension Experiment {
  /// Checks the whole experiment and expands it; nothing starts unless all of it is right.
  ///
  /// - Parameter facts: Finds what is known of a data set from its `dataset.…` settings (and `task`
  ///   if given), defaults not filled in. Asked once for each different data set. It may throw
  ///   ``DataFault``, `SpecError` or `SpecErrors`, which are placed at the setting to blame.
  /// - Returns: The plan.
  /// - Throws: `SpecErrors` with every fault of the file, the overrides and the data.
  public func plan(facts: (Settings) throws -> DataSetFacts) throws(SpecErrors) -> Plan {
    var outcome: Result<Plan, SpecErrors> = .failure(
      SpecErrors([SpecError(.badData, "the plan was not built")]))
    withoutActuallyEscaping(facts) { facts in
      var builder = PlanBuilder(self, facts: facts)
      do throws(SpecErrors) {
        outcome = .success(try builder.build())
      } catch {
        outcome = .failure(error)
      }
    }
    return try outcome.get()
  }
}
