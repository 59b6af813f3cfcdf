internal import PisteCore

/// The target of a table once the task is settled.
struct LearningTarget {
  let task: LearningTask
  let values: RawTable.Target
  /// The number of rows, N.
  let rows: Int

  /// The class of each row, 0 where there are none: what splits are stratified by.
  var strata: [Int32] {
    switch values {
    case .classes(let labels, _): labels
    case .numbers, .nothing: [Int32](repeating: 0, count: rows)
    }
  }

  /// The number of target columns: none where there is nothing to be predicted.
  var width: Int {
    if case .nothing = values { 0 } else { 1 }
  }

  /// The classes in their order.
  var names: [String] {
    if case .classes(_, let names) = values { names } else { [] }
  }

  /// Settles the targets of a source: the task that was asked for, or the one that follows.
  ///
  /// - Throws: ``DataError`` with code `conflict` for a task that the target does not allow, and
  ///   `bad-data` for a target with one class.
  static func settle(
    _ raw: RawData, task: LearningTask?
  ) throws(DataError) -> (table: LearningTarget, test: LearningTarget?) {
    var table = raw.table.target
    var test = raw.test?.target
    if let task, task != .regression, task != .minimization, case .numbers(let numbers) = table {
      var all = numbers
      if case .numbers(let more)? = test { all += more }
      let coding = NumberClasses(all)
      table = coding.classes(numbers)
      if case .numbers(let more)? = test { test = coding.classes(more) }
    }
    let settled = try settle(table, task)
    return (
      LearningTarget(task: settled, values: table, rows: raw.table.rows),
      test.map { LearningTarget(task: settled, values: $0, rows: raw.test?.rows ?? 0) }
    )
  }

  private static func settle(
    _ target: RawTable.Target, _ task: LearningTask?
  ) throws(DataError) -> LearningTask {
    if case .nothing = target {
      guard let task, task != .minimization else { return .minimization }
      throw DataError(
        .conflict, "task '\(task.rawValue)' needs a target, but this is a function to be minimized",
        hint: "leave task out", setting: "task")
    }
    guard task != .minimization else {
      throw DataError(
        .conflict, "task 'minimization' needs a function, but this is a data set with a target",
        hint: "leave task out, or choose a function in dataset.name", setting: "task")
    }
    guard case .classes(let labels, let names) = target else { return .regression }
    if task == .regression {
      throw DataError(
        .conflict,
        "task 'regression' needs numbers, but the target has the classes "
          + names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : ""),
        hint: "leave task out, or choose a column of numbers in dataset.target", setting: "task")
    }
    let present = Set(labels)
    guard present.count >= 2 else {
      throw DataError(
        .badData,
        present.first.map { "every row is of one class, '\(names[Int($0)])'" }
          ?? "there are no rows",
        hint: "a target needs two classes or more; is dataset.target the right column?",
        setting: "dataset.target")
    }
    if task == .binary, names.count != 2 {
      throw DataError(
        .conflict, "task 'binary' needs 2 classes, but the target has \(names.count)",
        hint: "use task 'classification'", setting: "task")
    }
    return task ?? (names.count == 2 ? .binary : .classification)
  }
}

/// Numbers taken as names of classes.
private struct NumberClasses {
  private let distinct: [Double]
  private let places: [Double: Int32]

  init(_ numbers: [Double]) {
    distinct = Set(numbers).sorted()
    places = Dictionary(uniqueKeysWithValues: zip(distinct, Int32(0)...))
  }

  func classes(_ numbers: [Double]) -> RawTable.Target {
    .classes(numbers.map { places[$0] ?? 0 }, names: distinct.map(NumberFormat.plain))
  }
}
