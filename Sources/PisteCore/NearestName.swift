/// Finds what somebody may have meant by a misspelt name.
public enum NearestName {
  /// The candidate nearest to `name`, or nil if none is near enough to suggest.
  ///
  /// Near is an optimal-string-alignment distance (insertions, deletions, replacements and swaps
  /// of neighbours) of at most a third of the longer name, and at least 1.
  ///
  /// - Complexity: O(*k·n·m*) for k candidates of length m.
  public static func among(_ candidates: some Sequence<String>, to name: String) -> String? {
    var best: (name: String, distance: Int)?
    for candidate in candidates where candidate != name {
      let found = distance(Array(name.lowercased()), Array(candidate.lowercased()))
      let limit = max(1, max(name.count, candidate.count) / 3)
      if found <= limit, found < best?.distance ?? .max { best = (candidate, found) }
    }
    return best?.name
  }

  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var row = [i + 1]
      for (j, y) in b.enumerated() {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (x == y ? 0 : 1))
        if i > 0, j > 0, x == b[j - 1], a[i - 1] == y { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
