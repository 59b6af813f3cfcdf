private import PisteCore

extension ScheduleName {
  static let cosineRestartsEntry = CatalogEntry(
    .schedule, "cosine-restarts", title: "cosine with warm restarts (SGDR)",
    summary: """
      Half a cosine again and again, each cycle T_mult times as long as the one before; at each \
      boundary the rate jumps back to the full one, so a run that ends just behind a boundary ends \
      at its worst.
      """,
    formula: """
      η(t) = η_T + ½(η − η_T)(1 + cos(π·s/T_i)),  T_i = T_0·T_multⁱ
      s: units since cycle i began
      """,
    source: "Loshchilov and Hutter, ICLR 2017, arXiv:1608.03983, equation 5; as PyTorch's",
    settings: [
      SettingDefinition(
        "schedule.t_0", .integer, default: 5, range: .atLeast(1), unit: "schedule units",
        symbol: "T_0", "Length of the first cycle."),
      SettingDefinition(
        "schedule.t_mult", .integer, default: 1, range: .closed(1, 1000), symbol: "T_mult",
        "How many times as long as the one before each cycle is."),
      finalFactor,
    ])
}
