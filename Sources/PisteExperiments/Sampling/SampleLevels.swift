internal import PisteCatalog
internal import PisteCore

/// Splits a space by the levels of the compared factor, so that each gets the same count of draws.
struct SampleLevels {
  let experiment: Experiment
  var faults: Faults

  /// A level with what is drawn for it.
  struct Part {
    var level: String?
    var space: SampleSpace
  }

  /// The parts in the order of the file; the whole, where nothing is compared.
  mutating func split(_ space: SampleSpace) -> [Part] {
    let whole = [Part(level: nil, space: space)]
    guard let compare = experiment.compare else { return whole }
    let keys: Set = [compare, Catalog.groups[compare] ?? compare]
    guard let index = space.axes.firstIndex(where: { Self.decides($0, keys) }) else {
      // Whether the factor varies at all is checked elsewhere.
      if Self.isDrawnInside(space.axes, keys) {
        faults.add(
          .conflict,
          "`\(compare)` is drawn inside an alternative, and its levels get no equal share",
          hint: "make it an axis of its own under `parameters`",
          at: experiment.place(of: "compare"))
      }
      return whole
    }
    let axis = space.axes[index]
    guard case .choice(let options) = axis.source else {
      faults.add(
        .conflict, "`\(compare)` is drawn from a distribution and has no levels to compare",
        hint: "compare an axis of values or alternatives, or give this one `values: [...]`",
        at: experiment.place(of: "compare"))
      return whole
    }
    let levels = Self.levels(of: options, axis, compare)
    checkWeights(levels, axis)
    return levels.map { level in
      var part = space
      part.axes[index].source = .choice(level.options)
      return Part(level: level.name, space: part)
    }
  }

  private typealias Level = (name: String, options: [SampledOption])

  private static func levels(
    of options: [SampledOption], _ axis: SampledAxis, _ compare: String
  ) -> [Level] {
    var levels: [Level] = []
    for option in options {
      let name = level(of: option, axis, compare)
      if let index = levels.firstIndex(where: { $0.name == name }) {
        levels[index].options.append(option)
      } else {
        levels.append((name, [option]))
      }
    }
    return levels
  }

  /// As ``CompareCheck`` will name it.
  private static func level(
    of option: SampledOption, _ axis: SampledAxis, _ compare: String
  ) -> String {
    if axis.key == compare { return option.point.coordinates.first?.text ?? "" }
    let selector = Catalog.groups[compare] ?? compare
    let value =
      option.point.givenValue(compare) ?? option.point.givenValue(selector)
    return (value?.value ?? Catalog.definition(selector)?.defaultValue)?.description ?? "none"
  }

  /// Levels of unlike weights: they get equal shares all the same, which is not what was asked for.
  private mutating func checkWeights(_ levels: [Level], _ axis: SampledAxis) {
    let weights = levels.map { $0.options.reduce(0) { $0 + $1.weight } / Double($0.options.count) }
    guard let first = weights.first, weights.contains(where: { $0 != first }) else { return }
    faults.add(
      .conflict, "the levels of `\(axis.key)` are compared, and each gets `samples` configurations",
      hint: "leave the weights of compared levels out", at: axis.location)
  }

  /// Whether the axis itself, or what its options fix, is the factor.
  private static func decides(_ axis: SampledAxis, _ keys: Set<String>) -> Bool {
    if keys.contains(axis.key) { return true }
    guard case .choice(let options) = axis.source else { return false }
    return options.contains { $0.point.givenValues.contains { keys.contains($0.key) } }
  }

  private static func isDrawnInside(_ axes: [SampledAxis], _ keys: Set<String>) -> Bool {
    axes.contains { axis in
      guard case .choice(let options) = axis.source else { return keys.contains(axis.key) }
      return decides(axis, keys) || options.contains { isDrawnInside($0.axes, keys) }
    }
  }
}
