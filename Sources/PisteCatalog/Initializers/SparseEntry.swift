private import PisteCore

extension InitializerName {
  static let sparseEntry = CatalogEntry(
    initializer: "sparse", title: "sparse",
    formula: "per input: ⌈s·out⌉ weights 0, the others ~ N(0, σ²)",
    """
    Of the weights that leave each input, a fixed share is zero. A layer as narrow as 1/s begins \
    with one zero an input, one of a single unit with nothing but zeros.
    """,
    source: "Martens, ICML 2010; as PyTorch's sparse_",
    differsFrom: "Martens, who gives each unit 15 inputs that are not zero, whatever the width",
    settings: [
      SettingDefinition(
        "model.init.sparsity", .number, default: 0.1, range: .halfOpen(0, 1), symbol: "s",
        "Share of each input's weights that are zero, rounded up to a whole count."),
      deviation,
    ])
}
