internal import PisteCore

/// Finds settings that two places give, whatever their values.
struct KeyCheck {
  var faults: Faults

  /// Faults for keys that a mapping of settings gives again.
  mutating func check(repetitionsIn keys: [GivenKey]) {
    var first: [String: SourceLocation] = [:]
    for given in keys {
      if let other = first[given.key] {
        faults.add(
          .repeatedKey, "`\(given.key)` is given twice",
          hint: Self.hint(other, from: given.location),
          at: given.location)
      } else {
        first[given.key] = given.location
      }
    }
  }

  /// Faults for keys that stand in `settings` and `parameters`, or on two axes.
  mutating func check(_ axes: [GivenAxis], settings: [GivenKey]) {
    let shared = Dictionary(
      settings.map { ($0.key, $0.location) }, uniquingKeysWith: { first, _ in first })
    var owners: [String: GivenAxis] = [:]
    for axis in axes {
      for given in axis.keys {
        if let other = shared[given.key] {
          faults.add(
            .conflict, "`\(given.key)` stands under `settings` and under `parameters`",
            hint: "the one under `settings` is in line \(other.line)"
              + (other.file == given.location.file ? "" : " of \(other.file)")
              + "; keep one of them",
            at: given.location)
        }
        if let owner = owners[given.key] {
          let isAxis = !axis.isFixed || !owner.isFixed
          let place = owner.keys.first { $0.key == given.key }?.location ?? given.location
          faults.add(
            .repeatedKey, "`\(given.key)` is given " + (isAxis ? "by two axes" : "twice"),
            hint: Self.hint(place, from: given.location), at: given.location)
        } else {
          owners[given.key] = axis
        }
      }
      for (given, first) in axis.repetitions {
        faults.add(
          .repeatedKey, "`\(given.key)` is given twice in one alternative",
          hint: Self.hint(first, from: given.location), at: given.location)
      }
    }
  }

  private static func hint(_ first: SourceLocation, from place: SourceLocation) -> String {
    let file = first.file == place.file ? "" : first.file + ":"
    return "the first one stands at \(file)\(first.line):\(first.column)"
  }
}
