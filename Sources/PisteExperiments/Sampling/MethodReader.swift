internal import PisteCore

/// Reads how configurations are chosen: `method`, `samples` and, in its place, `run_cap`.
struct MethodReader {
  /// The methods there are.
  static let names = ["grid"] + Sampling.Kind.allCases.map(\.rawValue)

  var faults: Faults

  /// The way of drawing; nil for a grid, or for faults that leave the method open.
  ///
  /// - Parameters:
  ///   - method: The entry, a name or `{name, seed}`.
  ///   - samples: How many configurations.
  ///   - runCap: W&B's word for the same where nothing is compared.
  ///   - compares: Whether the file compares levels, each of which gets the whole count.
  /// - Returns: The way of drawing.
  mutating func sampling(
    _ method: YAMLEntry?, samples: YAMLEntry?, runCap: YAMLEntry?, compares: Bool
  ) -> Sampling? {
    guard let method else { return noSampling(samples) }
    var name: YAMLNode? = method.value.entries == nil ? method.value : nil
    var seed: YAMLEntry?
    for inner in method.value.entries ?? [] {
      switch inner.key {
      case "name": name = inner.value
      case "seed": seed = inner
      default:
        faults.add(
          .unknownKey, "`method` has no `\(inner.key)`", hint: "there are name and seed",
          at: inner.location)
      }
    }
    guard let name, let text = name.text, !name.isEmpty else {
      faults.add(
        .wrongType, "`method` must be a name, or a mapping with `name`",
        hint: "as in method: grid, or method: {name: random, seed: 3}",
        at: name?.location ?? method.location)
      return nil
    }
    guard let kind = kind(text, at: name.location) else {
      // Its axes are those of a draw, and none of them is at fault for it.
      return text == "bayes" ? Sampling(.random, count: 1) : nil
    }
    guard let kind = kind.sampling else {
      if let seed {
        faults.add(
          .conflict, "a grid draws nothing, so it has no `seed`",
          hint: "runs take theirs from the top-level key `seeds`", at: seed.location)
      }
      return noSampling(samples)
    }
    let number = seed.map { self.seed($0) } ?? 0
    let count = count(samples, runCap, compares: compares, method)
    // One draw finds the faults of a file that does not say how many.
    return Sampling(kind, seed: number ?? 0, count: count ?? 1)
  }

  private struct Method {
    var sampling: Sampling.Kind?
  }

  private mutating func kind(_ name: String, at place: SourceLocation) -> Method? {
    if name == "grid" { return Method() }
    if let kind = Sampling.Kind(rawValue: name) { return Method(sampling: kind) }
    if name == "bayes" {
      faults.add(
        .unsupported, "the method `bayes` is not supported by this version",
        hint: "use random or sobol, with `samples`, or grid", at: place)
    } else {
      let near = NearestName.among(Self.names, to: name).map { "did you mean `\($0)`? " } ?? ""
      faults.add(
        .unknownChoice, "`\(name)` is no method",
        hint: near + "there are " + Self.names.joined(separator: ", "), at: place)
    }
    return nil
  }

  private mutating func noSampling(_ samples: YAMLEntry?) -> Sampling? {
    if let samples {
      faults.add(
        .conflict, "`samples` needs a method that draws, and a grid takes every combination",
        hint: "use method: random or method: sobol, or remove it", at: samples.location)
    }
    return nil
  }

  private mutating func count(
    _ samples: YAMLEntry?, _ runCap: YAMLEntry?, compares: Bool, _ method: YAMLEntry
  ) -> Int? {
    if let samples {
      if let runCap {
        faults.add(
          .conflict, "`run_cap` and `samples` both say how many configurations are drawn",
          hint: "keep `samples`", at: runCap.location)
      }
      return whole(samples, 1...AxisReader.maximumPoints)
    }
    if let runCap {
      guard compares else { return whole(runCap, 1...AxisReader.maximumPoints) }
      faults.add(
        .conflict, "`run_cap` does not say how many configurations each compared level gets",
        hint: "write samples: N, for N of each", at: runCap.location)
      return nil
    }
    faults.add(
      .missingKey, "a method that draws needs to know how many configurations",
      hint: compares
        ? "write samples: 20, for 20 of each compared level" : "write samples: 20",
      at: method.location)
    return nil
  }

  private mutating func seed(_ entry: YAMLEntry) -> UInt64? {
    whole(entry, 0...(1 << 53 - 1)).map(UInt64.init)
  }

  private mutating func whole(_ entry: YAMLEntry, _ range: ClosedRange<Int>) -> Int? {
    guard case .scalar(let text, isPlain: true) = entry.value.content,
      let number = ScalarText.number(text), let whole = Int(exactly: number)
    else {
      faults.add(
        .wrongType, "`\(entry.key)` must be a whole number, not \(entry.value.phrase)",
        hint: "as in \(entry.key): 20", at: entry.value.location)
      return nil
    }
    guard range.contains(whole) else {
      faults.add(
        .outOfRange,
        "`\(entry.key)` is \(whole), outside [\(range.lowerBound), \(range.upperBound)]",
        hint: "as in \(entry.key): 20", at: entry.value.location)
      return nil
    }
    return whole
  }
}
