internal import PisteCatalog

/// The schemas of axes: of one setting, and the words that make one of a group.
enum AxisSchema {
  /// The forms of one setting's axis.
  static func axis(of definition: SettingDefinition) -> SchemaNode {
    let value = SchemaNode.reference("setting-\(definition.key)")
    var words: [String: SchemaNode] = [
      "values": .list(of: value).described("The values, in the order of the grid."),
      "value": value,
      "probabilities": .reference("probabilities"),
    ]
    let isNumber = definition.type == .number || definition.type == .integer
    words["distribution"] = .words(
      DistributionName.allCases.filter { isNumber || $0 == .constant || $0 == .categorical }
        .map(\.rawValue)
    ).described("How values are spread; for method random or sobol.")
    if isNumber {
      for (word, text) in numbers { words[word] = SchemaNode.reference("number").described(text) }
      words["scale"] = SchemaNode.words(["linear", "log"]).described("What is spaced evenly.")
      words["points"] = [
        "type": "integer", "minimum": 2, "maximum": 10_000,
        "description": "How many values a grid takes from min to max, both included.",
      ]
    }
    return SchemaNode.mapping(words).described(definition.summary)
  }

  private static let numbers = [
    "min": "The lower end; of log_uniform the exponent of e.",
    "max": "The upper end; of log_uniform the exponent of e.",
    "mu": "The mean, of log_normal that of the natural logarithm. Default: 0.",
    "sigma": "The standard deviation, of log_normal that of the natural logarithm. Default: 1.",
    "q": "The step of whose multiples values are. Default: 1.",
    "a": "The first shape of beta. Default: 1.",
    "b": "The second shape of beta. Default: 1.",
  ]

  /// The words that make an axis of a group, as `optimizer: {one_of: [...]}`.
  static func words(ofGroup prefix: String) -> [String: SchemaNode] {
    let alternative = SchemaNode.reference(SettingTree.name(.alternative, prefix))
    return [
      "values": .list(of: alternative),
      "value": alternative,
      "one_of": .list(of: alternative)
        .described("Alternatives, each with settings and axes of its own."),
      "distribution": .words(["constant", "categorical"]),
      "probabilities": .reference("probabilities"),
    ]
  }
}
