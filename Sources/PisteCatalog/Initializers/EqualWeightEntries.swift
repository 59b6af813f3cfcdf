private import PisteCore

extension InitializerName {
  static let zerosEntry = CatalogEntry(
    initializer: "zeros", title: "zeros", formula: "W = 0",
    """
    All zero: the units of a hidden layer stay alike for ever, unless dropout or drawn biases tell \
    them apart, so that a network learns at most what one unit a layer can. Where the activation \
    is 0 at 0, as relu and tanh are, and the biases begin at 0, nothing but the output's biases \
    learns. Without hidden layers it is as good a start as any.
    """,
    source: "Goodfellow, Bengio and Courville, Deep Learning, 2016, section 8.4")

  static let constantEntry = CatalogEntry(
    initializer: "constant", title: "constant", formula: "W = c",
    """
    All the same: the units of a hidden layer stay alike for ever, unless dropout or drawn biases \
    tell them apart.
    """,
    source: "Goodfellow, Bengio and Courville, Deep Learning, 2016, section 8.4",
    settings: [
      SettingDefinition(
        "model.init.value", .number, default: 0.01, range: .any, symbol: "c",
        "The value of every weight.")
    ])
}
