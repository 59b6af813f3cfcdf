internal import PisteCatalog

extension Recipe {
  /// The initializer that the settings name, nil if it cannot be made.
  ///
  /// Where no gain is given, every layer's is that of the network's activation, the last layer's
  /// too: its inputs come through that function, as those of the layers before do.
  static func initializer(
    _ reader: inout RecipeReader, activation: any Activation
  ) -> (any WeightInitializer)? {
    let name = reader.choice(
      "model.init.name", of: InitializerName.self, among: Catalog.names(.initializer))
    guard let name else { return nil }
    let before = reader.faults.count
    let gain = reader.optionalNumber("model.init.gain") ?? activation.gain
    switch name {
    case .zeros: return ConstantInitializer(value: 0)
    case .constant: return ConstantInitializer(value: reader.number("model.init.value"))
    case .uniform:
      let (low, high) = (reader.number("model.init.low"), reader.number("model.init.high"))
      return before == reader.faults.count && low < high
        ? UniformInitializer(low: low, high: high) : nil
    case .normal:
      let deviation = reader.number("model.init.std")
      return before == reader.faults.count ? NormalInitializer(deviation: deviation) : nil
    case .truncatedNormal:
      let (deviation, cut) = (reader.number("model.init.std"), reader.number("model.init.cut"))
      return before == reader.faults.count
        ? TruncatedNormal(deviation: deviation, cut: cut) : nil
    case .xavierUniform: return XavierUniform(gain: gain)
    case .xavierNormal: return XavierNormal(gain: gain)
    case .kaimingUniform: return KaimingUniform(gain: gain, fan: fan(&reader))
    case .kaimingNormal: return KaimingNormal(gain: gain, fan: fan(&reader))
    case .lecunUniform: return LeCunUniform(fan: fan(&reader))
    case .lecunNormal: return LeCunNormal(fan: fan(&reader))
    case .orthogonal: return OrthogonalInitializer(gain: gain)
    case .sparse:
      let sparsity = reader.number("model.init.sparsity")
      let deviation = reader.number("model.init.std")
      return before == reader.faults.count
        ? SparseInitializer(sparsity: sparsity, deviation: deviation) : nil
    case .lsuv: return LSUV()
    case .pytorch: return PyTorchLinear()
    }
  }

  private static func fan(_ reader: inout RecipeReader) -> Fan {
    reader.choice("model.init.fan", of: Fan.self, among: ["in", "out"]) ?? .in
  }
}
