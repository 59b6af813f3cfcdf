public import PisteCore

/// Made-up facts of data sets, so that experiments can be planned without any rows.
public enum ExperimentsFacts {
  /// Facts by the data set's name, split by `dataset.validation` and `dataset.test`, with a digest
  /// that follows from the settings.
  public static func facts(_ settings: Settings) -> DataSetFacts {
    let name = settings["dataset.name"]?.text ?? "digits"
    let isRegression = ["diabetes", "linear-regression"].contains(name)
    let classes = name == "breast-cancer" || name == "moons" ? 2 : 10
    let isFunction = ["quadratic", "quadratic-deep", "rosenbrock"].contains(name)
    let rows = 1000
    let validation =
      isFunction ? 0 : rowCount(settings["dataset.validation"]?.number ?? 0.1, of: rows)
    let test = rowCount(settings["dataset.test"]?.number ?? 0.2, of: rows)
    return DataSetFacts(
      name: name,
      task: isFunction
        ? .minimization : isRegression ? .regression : classes == 2 ? .binary : .classification,
      features: 64, classes: isRegression || isFunction ? [] : (0..<classes).map(String.init),
      targets: isFunction ? 0 : 1,
      trainingRows: rows - validation - test, validationRows: validation, testRows: test,
      digest: "digest of \(name) \(validation) \(test)")
  }

  private static func rowCount(_ share: Double, of rows: Int) -> Int {
    Int(share < 1 ? share * Double(rows) : share)
  }
}
