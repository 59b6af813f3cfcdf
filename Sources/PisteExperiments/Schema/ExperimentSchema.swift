internal import PisteCore

/// The JSON Schema of experiment files, for editors that complete and check them.
///
/// It is made from the catalogue and the readers' own lists. It refuses what is wrong whatever else
/// the file says; what depends on several places, as a setting that the chosen optimizer lacks, is
/// told by Piste alone.
///
/// > Source: JSON Schema, draft 2020-12, json-schema.org.
public enum ExperimentSchema {
  /// The schema as indented JSON.
  ///
  /// - Throws: `EncodingError` if a number of the catalogue is not finite.
  public static func json() throws -> String {
    String(decoding: try CanonicalJSON.encodePretty(root), as: UTF8.self)
  }

  /// The whole schema.
  package static var root: SchemaNode {
    var definitions = SettingTree().definitions()
    definitions.merge(shared) { own, _ in own }
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "Piste experiment",
      "type": "object",
      "properties": .object(top.merging(wandb) { own, _ in own }),
      "additionalProperties": false,
      // A sweep file of W&B, or one that extends another, may have its name from elsewhere.
      "anyOf": .array(
        (["name", "extends"] + WandbSweepFile.keys).map { ["required": [.string($0)]] }),
      "$defs": .object(definitions),
    ]
  }

  private static let shared: [String: SchemaNode] = [
    "reference": [
      "type": "string", "pattern": "\\$\\{",
      "description": "A text with a reference to a constant, as ${rate}.",
    ],
    "quantity": [
      "type": "string", "pattern": "^[-+]?([0-9.]+(ms|s|m|h|d|k|K|M|G|Ki|Mi|Gi))+$",
      "description": "A number with a unit, as 10m or 4G.",
    ],
    "number": .any([["type": "number"], .reference("quantity"), .reference("reference")]),
    "probabilities": [
      "type": "array", "items": ["type": "number", "minimum": 0],
      "description": "How likely each of the values is; 1 together.",
    ],
    "seeds": .any([
      ["type": "integer", "minimum": 1],
      ["type": "array", "items": ["type": "integer", "minimum": 0], "minItems": 1],
    ]),
    "patterns": .list(
      of: .any([
        .reference("settings"),
        // A group may be named by an alternative's label.
        ["type": "object", "additionalProperties": ["type": "string"]],
      ])),
  ]

  private static let wandb: [String: SchemaNode] = Dictionary(
    uniqueKeysWithValues: WandbSweepFile.keys.map {
      ($0, ["description": "Of W&B's sweep files: read over, and told to be."])
    })

  private static let top: [String: SchemaNode] = [
    "name": [
      "type": "string", "minLength": 1, "maxLength": 100,
      "description": "Names the experiment, in the store and as the report's folder.",
    ],
    "description": ["type": "string", "description": "The question, in a sentence."],
    "method": SchemaNode.any([
      .words(MethodReader.names),
      .mapping(
        [
          "name": .words(MethodReader.names),
          "seed": [
            "type": "integer", "minimum": 0,
            "description": "Seed of the draws. Default: 0.",
          ],
        ], required: ["name"]),
    ]).described("How configurations are chosen. Default: grid."),
    "samples": [
      "type": "integer", "minimum": 1, "maximum": .number(Double(AxisReader.maximumPoints)),
      "description":
        "How many configurations method random or sobol draws; for each level of `compare`.",
    ],
    "metric": SchemaNode.any([
      .words(Metric.all),
      .mapping(
        [
          "name": .words(Metric.all),
          "goal": .words(Goal.allCases.map(\.rawValue)),
          "target": ["type": "number"],
        ], required: ["name"]),
    ]).described("What chooses the best configuration."),
    "compare": SchemaNode.words(
      KeyKind.definitions.keys.sorted() + KeyKind.prefixes.sorted()
    ).described("The factor under study; other axes are tuned for each of its levels."),
    "seeds": SchemaNode.any([
      .reference("seeds"),
      .mapping(
        ["tune": .reference("seeds"), "evaluate": .reference("seeds")], required: ["evaluate"]),
    ]).described(
      "A count, a list, or {tune, evaluate}: chosen on the first, reported on the second."),
    "settings": SchemaNode.reference("settings").described("What every run shares."),
    "parameters": SchemaNode.reference("parameters").described("What varies."),
    "zip": SchemaNode.list(of: .list(of: ["type": "string"]))
      .described("Axes that walk together, as [[optimizer.lr, batch_size]]."),
    "include": SchemaNode.reference("patterns").described("Configurations to add."),
    "exclude": SchemaNode.reference("patterns").described("Configurations to leave out."),
    "where": SchemaNode.any([["type": "string"], .list(of: ["type": "string"])])
      .described("What every configuration must fulfil, as optimizer.lr * batch_size < 50."),
    "constants": ["type": "object", "description": "Values for references, as ${rate}."],
    "extends": SchemaNode.any([["type": "string"], .list(of: ["type": "string"])])
      .described("Another file that this one adds to."),
    "run_cap": [
      "type": "integer", "minimum": 1, "description": "The most runs; of a draw, its samples.",
    ],
    "timeout": ["description": "How long a run, and a silent worker, may take."],
    "on_failure": SchemaNode.any([
      .words(["continue", "stop"]),
      .mapping(["stop_after": ["type": "integer", "minimum": 1]], required: ["stop_after"]),
    ]).described("What a failed run means for the rest."),
    "artifacts": SchemaNode.words(ArtifactPolicy.allCases.map(\.rawValue))
      .described("Which weights are kept. Default: all."),
    "protocol": SchemaNode.any([
      .words(["reproduction"]),
      .mapping(
        [
          "name": .words(["reproduction"]),
          "published": [
            "type": "object",
            "additionalProperties": .mapping(
              [
                "mean": ["type": "number"], "sd": ["type": "number", "minimum": 0],
                "n": ["type": "integer", "minimum": 2],
              ], required: ["mean", "sd", "n"]),
          ],
        ], required: ["name"]),
    ])
    .described("Permits what a published protocol may have done."),
    "tags": [
      "type": "array", "items": ["type": "string"],
      "description": "Free words for finding the experiment again.",
    ],
  ]
}
