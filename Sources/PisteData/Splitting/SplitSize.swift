internal import PisteCore

/// How many rows a split is to have, from a fraction or a count.
package enum SplitSize {
  /// The count of rows.
  ///
  /// A fraction f of n rows is f·n rounded to the nearest whole number, halves up, and at least 1.
  ///
  /// - Parameters:
  ///   - stated: A fraction in 0..<1, or a whole count from 1.
  ///   - rows: The rows that it is a fraction of.
  ///   - setting: The setting that states it, for errors.
  /// - Returns: The count, which may be larger than `rows` where it was stated so.
  /// - Throws: ``DataError`` with code `out-of-range` for anything else.
  package static func rows(
    _ stated: Double, of rows: Int, setting: String
  ) throws(DataError) -> Int {
    guard stated >= 0, stated < 1 || stated.rounded() == stated, stated <= 1e15 else {
      throw DataError(
        .outOfRange, "\(setting) is \(NumberFormat.plain(stated))",
        hint: "give a fraction from 0 to below 1, or a whole count of rows from 1",
        setting: setting)
    }
    if stated == 0 { return 0 }
    if stated >= 1 { return Int(stated) }
    return max(1, Int((stated * Double(rows)).rounded(.toNearestOrAwayFromZero)))
  }
}
