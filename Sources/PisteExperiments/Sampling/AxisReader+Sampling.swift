internal import PisteCatalog
internal import PisteCore

/// Reading axes for a method that draws.
extension AxisReader {
  /// The words of an axis that is drawn from.
  static let sampledWords = [
    "values", "value", "min", "max", "scale", "one_of", "distribution", "probabilities", "mu",
    "sigma", "q", "a", "b",
  ]

  /// What gives an axis its values, with the words that may stand beside it.
  private struct Kind {
    var text: String
    var needed: [String]
    var optional: [String] = []
  }

  /// Reads one axis from its words.
  mutating func sampled(
    _ entry: YAMLEntry, _ given: [String: YAMLEntry], _ definition: SettingDefinition?,
    _ key: String, into content: inout Content
  ) {
    var name: DistributionName?
    if let word = given["distribution"] {
      name = self.name(word, key)
      if name == nil { return }
    }
    guard let kind = kind(name, given, key, entry), hasWords(kind, given, key, entry) else {
      return
    }
    if let value = given["value"] {
      fixed(value, definition, key, into: &content)
    } else if let alternatives = given["one_of"] {
      append(options(alternatives: alternatives.value, key), key, entry, &content)
    } else if let values = given["values"] {
      append(
        options(values.value, given["probabilities"], definition, key), key, entry, &content)
    } else {
      drawn(entry, given, name, kind.text, definition, key, into: &content)
    }
  }

  /// An axis of numbers.
  private mutating func drawn(
    _ entry: YAMLEntry, _ given: [String: YAMLEntry], _ name: DistributionName?, _ kind: String,
    _ definition: SettingDefinition?, _ key: String, into content: inout Content
  ) {
    guard let definition else {
      broken(key)
      reader.faults.add(
        .wrongType, "`\(key)` is not a number, so it has no \(kind)",
        hint: "write values: [...] or one_of: [...]", at: entry.location)
      return
    }
    var range = DistributionReader(
      reader: reader, definition: definition, axis: entry, given: given)
    let distribution = name.map { range.distribution($0) } ?? range.range()
    reader = range.reader
    guard let distribution else { return broken(key) }
    content.sampled.append(
      SampledAxis(key: key, source: .distribution(distribution), location: entry.location))
  }

  private mutating func name(_ word: YAMLEntry, _ key: String) -> DistributionName? {
    if let name = word.value.text.flatMap(DistributionName.init) { return name }
    broken(key)
    let names = DistributionName.allCases.map(\.rawValue)
    let near = word.value.text.flatMap { NearestName.among(names, to: $0) }
    reader.faults.add(
      .unknownChoice, "there is no distribution \(word.value.phrase)",
      hint: (near.map { "did you mean `\($0)`? " } ?? "") + "there are "
        + names.joined(separator: ", "), at: word.value.location)
    return nil
  }

  private mutating func kind(
    _ name: DistributionName?, _ given: [String: YAMLEntry], _ key: String, _ entry: YAMLEntry
  ) -> Kind? {
    if let name {
      return Kind(
        text: "distribution: \(name.rawValue)", needed: name.needed, optional: name.optional)
    }
    let kinds =
      ["values", "value", "one_of"].filter { given[$0] != nil }
      + ["min", "max"].filter { given[$0] != nil }.prefix(1)
    guard kinds.count < 2 else {
      broken(key)
      reader.faults.add(
        .conflict, "`\(key)` is given by \(kinds.joined(separator: " and by ")) at once",
        hint: "keep one of them", at: entry.location)
      return nil
    }
    switch kinds.first {
    case "values": return Kind(text: "values", needed: ["values"], optional: ["probabilities"])
    case "min", "max":
      return Kind(text: "min and max", needed: ["min", "max"], optional: ["scale"])
    case let word?: return Kind(text: word, needed: [word])
    case nil:
      broken(key)
      if !given.isEmpty || (entry.value.entries ?? []).isEmpty {
        reader.faults.add(
          .emptyAxis, "`\(key)` has no values",
          hint: "write `values: [...]`, or `min` and `max`, or a `distribution`",
          at: entry.location)
      }
      return nil
    }
  }

  private mutating func hasWords(
    _ kind: Kind, _ given: [String: YAMLEntry], _ key: String, _ entry: YAMLEntry
  ) -> Bool {
    let words = kind.needed + kind.optional
    var isWhole = true
    for inner in entry.value.entries ?? []
    where given[inner.key] != nil && inner.key != "distribution" && !words.contains(inner.key) {
      isWhole = false
      reader.faults.add(
        .conflict, "`\(inner.key)` does not go with \(kind.text)",
        hint: words.isEmpty ? "leave it out" : "there are " + words.joined(separator: ", "),
        at: inner.location)
    }
    for word in kind.needed where given[word] == nil {
      isWhole = false
      reader.faults.add(
        .missingKey, "`\(key)` lacks `\(word)`, which \(kind.text) needs",
        hint: "it takes " + words.joined(separator: ", "), at: entry.location)
    }
    if !isWhole { broken(key) }
    return isWhole
  }

  // MARK: Choices

  private mutating func append(
    _ options: [SampledOption]?, _ key: String, _ entry: YAMLEntry, _ content: inout Content
  ) {
    guard var options, !options.isEmpty else { return broken(key) }
    var counts: [String: Int] = [:]
    for index in options.indices {
      let count = counts[options[index].name, default: 0] + 1
      counts[options[index].name] = count
      if count > 1 { options[index].name += "#\(count)" }
    }
    content.sampled.append(
      SampledAxis(key: key, source: .choice(options), location: entry.location))
  }

  private mutating func options(
    _ node: YAMLNode, _ probabilities: YAMLEntry?, _ definition: SettingDefinition?, _ key: String
  ) -> [SampledOption]? {
    guard let points = points(node, definition, key) else { return nil }
    var options = points.map { SampledOption(point: $0, name: $0.coordinates.first?.text ?? "") }
    guard let probabilities else { return options }
    guard
      let weights = WeightReader.probabilities(
        probabilities, count: node.elements?.count ?? 0, key, &reader.faults),
      weights.count == options.count
    else { return nil }
    for index in options.indices { options[index].weight = weights[index] }
    return options
  }

  private mutating func options(alternatives node: YAMLNode, _ key: String) -> [SampledOption]? {
    guard let elements = alternativeNodes(node, key) else { return nil }
    checkLabels(of: elements, key)
    return elements.compactMap { option($0, key) }
  }

  private mutating func option(_ node: YAMLNode, _ key: String) -> SampledOption? {
    guard let entries = node.entries else {
      return point(node, key).map {
        SampledOption(point: $0, name: $0.coordinates.first?.text ?? "")
      }
    }
    let label = entries.first { $0.key == "label" }
    let weight = entries.first { $0.key == "weight" }
    var rest = node
    rest.content = .mapping(entries.filter { !["label", "weight"].contains($0.key) })
    var content = content(rest, under: key, in: .alternative)
    content.fixed = SettingReader.firsts(of: content.fixed)
    checkLabel(label, key)
    let text = label?.value.text ?? GroupLabel.text(content.fixed, of: key, isShort: true)
    let point = AxisPoint(
      coordinates: [AxisCoordinate(key: key, text: text, number: nil)],
      givenValues: content.fixed, location: node.location)
    var option = SampledOption(point: point, axes: content.sampled, name: text)
    if let weight {
      guard let number = WeightReader.weight(weight, key, &reader.faults) else { return nil }
      option.weight = number
    }
    return option
  }
}

/// Reads how often options are chosen.
enum WeightReader {
  /// The weight of an alternative.
  static func weight(_ entry: YAMLEntry, _ key: String, _ faults: inout Faults) -> Double? {
    guard let weight = PlainNumber.read(entry, of: key, &faults) else { return nil }
    if weight > 0 { return weight }
    faults.markBroken(key)
    faults.add(
      .outOfRange, "a weight of \(NumberFormat.plain(weight)) is not above 0",
      hint: "an alternative of weight 2 is drawn twice as often as one of weight 1",
      at: entry.value.location)
    return nil
  }

  /// W&B's `probabilities`: one for each value, 1 together.
  static func probabilities(
    _ entry: YAMLEntry, count: Int, _ key: String, _ faults: inout Faults
  ) -> [Double]? {
    let numbers = (entry.value.elements ?? []).compactMap { $0.text.flatMap(ScalarText.number) }
    let sum = numbers.reduce(0, +)
    if numbers.count == count, numbers.count == entry.value.elements?.count,
      numbers.allSatisfy({ $0 >= 0 }), abs(sum - 1) < 1e-6
    {
      return numbers
    }
    faults.markBroken(key)
    faults.add(
      .wrongType, "`probabilities` must be \(count) numbers from 0 that sum to 1",
      hint: "one for each of the values, in their order", at: entry.value.location)
    return nil
  }
}
