internal import PisteCore

/// The rows that a request asks for: limited, split, and checked.
struct SplitPlan {
  /// Rows of the table to train and validate on, and to test on if the source has no test file.
  let split: RowSplit
  /// Rows of the source's own test file; nil if it has none.
  let ownTest: [Int32]?

  /// Draws limit, then test, then validation.
  ///
  /// - Parameters:
  ///   - request: What is asked for.
  ///   - target: The target of the table.
  ///   - testTarget: The target of the source's own test file.
  /// - Throws: ``DataError`` for more rows than there are, and for a split without a class.
  init(
    _ request: DataSetRequest, target: LearningTarget, testTarget: LearningTarget?
  ) throws(DataError) {
    let all = target.strata
    var rows = Array(0..<Int32(all.count))
    if request.limit > 0, request.limit < all.count {
      rows = RowSplit.sample(
        request.limit, labels: all, seed: request.splitSeed, purpose: "limit")
      try ClassCheck.every(
        of: target, in: rows, what: "the limit of \(NumberFormat.count(rows.count, "row"))",
        setting: "dataset.limit")
    }
    let labels = rows.map { all[Int($0)] }
    let validation = try SplitSize.rows(
      request.validation, of: rows.count, setting: "dataset.validation")
    let test =
      testTarget == nil
      ? try SplitSize.rows(request.test ?? 0, of: rows.count, setting: "dataset.test") : 0
    guard validation <= rows.count, test <= rows.count, validation + test < rows.count else {
      let parts = ["\(validation) to validate on", test > 0 ? "\(test) to test on" : ""]
      throw DataError(
        .outOfRange,
        "\(parts.filter { !$0.isEmpty }.joined(separator: " and ")) of "
          + "\(NumberFormat.count(rows.count, "row")) leave none to train on",
        hint: "make dataset.validation \(test > 0 ? "or dataset.test " : "")smaller",
        setting: validation >= test ? "dataset.validation" : "dataset.test")
    }
    let drawn = RowSplit(
      labels: labels, validation: validation, test: test, seed: request.splitSeed)
    split = RowSplit(
      training: drawn.training.map { rows[Int($0)] },
      validation: drawn.validation.map { rows[Int($0)] },
      test: drawn.test.map { rows[Int($0)] })
    let parts = [
      (split.training, "training", "dataset.validation"),
      (split.validation, "validation", "dataset.validation"), (split.test, "test", "dataset.test"),
    ].filter { !$0.0.isEmpty }
    let limited = rows.count < all.count ? LimitedRows(rows: rows, parts: parts.count) : nil
    for (part, name, setting) in parts {
      try ClassCheck.every(
        of: target, in: part,
        what: "the \(name) split of \(NumberFormat.count(part.count, "row"))", setting: setting,
        limited: limited)
    }
    ownTest = if let testTarget { try Self.ownTest(request, testTarget) } else { nil }
  }

  private static func ownTest(
    _ request: DataSetRequest, _ target: LearningTarget
  ) throws(DataError) -> [Int32] {
    let strata = target.strata
    guard let stated = request.test else { return Array(0..<Int32(strata.count)) }
    let count = try SplitSize.rows(stated, of: strata.count, setting: "dataset.test")
    guard count <= strata.count else {
      throw DataError(
        .outOfRange, "\(count) rows to test on, but the test file has \(strata.count)",
        hint: "leave dataset.test out to take them all", setting: "dataset.test")
    }
    let rows = RowSplit.sample(
      count, labels: strata, seed: request.splitSeed, purpose: "test")
    if count > 0 {
      try ClassCheck.every(
        of: target, in: rows, what: "the test split of \(NumberFormat.count(count, "row"))",
        setting: "dataset.test")
    }
    return rows
  }
}

/// The rows that a limit leaves, and into how many splits they go.
struct LimitedRows {
  let rows: [Int32]
  let parts: Int
}

/// Finds classes that a part of the rows lacks.
enum ClassCheck {
  /// Checks that every class that has rows in the target has one among `rows`.
  ///
  /// - Parameters:
  ///   - target: The target of the table.
  ///   - rows: The part's rows.
  ///   - what: The part in words.
  ///   - setting: The setting that decides how large the part is.
  ///   - limited: What the part was drawn from, if not from the whole table; its limit is to blame
  ///     where it leaves a class fewer rows than there are splits.
  /// - Throws: ``DataError`` for a part without a class.
  static func every(
    of target: LearningTarget, in rows: [Int32], what: String, setting: String,
    limited: LimitedRows? = nil
  ) throws(DataError) {
    guard case .classes(let labels, let names) = target.values else { return }
    var sizes = [Int](repeating: 0, count: names.count)
    for label in labels { sizes[Int(label)] += 1 }
    var counts = [Int](repeating: 0, count: names.count)
    for row in rows { counts[Int(labels[Int(row)])] += 1 }
    let empty = names.indices.filter { sizes[$0] > 0 && counts[$0] == 0 }
    guard let first = empty.first else { return }
    let named = empty.prefix(5).map { "'\(names[$0])'" }.joined(separator: ", ")
    let more = empty.count > 5 ? " and \(empty.count - 5) more" : ""
    let message =
      "\(what) leaves \(empty.count == 1 ? "class" : "classes") \(named)\(more) empty"
    let available =
      limited.map { $0.rows.count { labels[Int($0)] == Int32(first) } } ?? sizes[first]
    let count = NumberFormat.count(available, "row")
    guard let limited, available < limited.parts else {
      throw DataError(
        .outOfRange, message,
        hint: "the \(limited == nil ? "data has" : "limited rows have") \(count) of "
          + "'\(names[first])'; change \(setting) so that each split has one of every class",
        setting: setting)
    }
    throw DataError(
      .outOfRange, message,
      hint: "dataset.limit keeps \(count) of '\(names[first])' for \(limited.parts) splits; "
        + "raise it so that each split has one of every class", setting: "dataset.limit")
  }
}
