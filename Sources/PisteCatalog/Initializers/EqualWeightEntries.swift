private import PisteCore

extension InitializerName {
  static let zerosEntry = CatalogEntry(
    initializer: "zeros", title: "zeros", formula: "W = 0",
    "All zero: hidden units stay alike for ever, so that such a network does not learn.")

  static let constantEntry = CatalogEntry(
    initializer: "constant", title: "constant", formula: "W = c",
    "All the same: the units of a layer stay identical for ever.",
    settings: [
      SettingDefinition(
        "model.init.value", .number, default: 0.01, range: .any, symbol: "c",
        "The value of every weight.")
    ])
}
