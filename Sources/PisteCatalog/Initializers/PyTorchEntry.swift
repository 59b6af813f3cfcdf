extension InitializerName {
  static let pytorchEntry = CatalogEntry(
    initializer: "pytorch", title: "PyTorch's nn.Linear",
    formula: "W, b ~ U(−1/√in, 1/√in)",
    """
    What PyTorch's dense layer does by itself: a Kaiming uniform with gain 1/√3, not He's, and \
    biases drawn from the same bounds unless model.bias_rule says constant.
    """,
    source: "PyTorch, nn.Linear.reset_parameters")
}
