/// What is measured of the inside of a network at the end of an epoch.
public enum DiagnosticsName: String, CatalogName {
  /// Nothing.
  case none
  /// Gradients, weights, updates and activations, layer by layer.
  case layers
  /// The same, and the largest eigenvalue of the Hessian.
  case curvature

  /// The entry of this extent.
  public var entry: CatalogEntry {
    switch self {
    case .none:
      CatalogEntry(.diagnostics, rawValue, title: "none", summary: "Nothing beyond loss and rate.")
    case .layers:
      CatalogEntry(
        .diagnostics, rawValue, title: "layers",
        summary: "Of each tensor, by its name: grad_norm/0.weight, weight_norm/0.weight and "
          + "update_ratio/0.weight, all of the epoch's last step. Of each activation, over the "
          + "first 512 training rows: activation_mean/1, activation_std/1, dead_units/1 (share of "
          + "units whose slope is at most 0.001 on every row) and effective_units/1 (how many "
          + "distinct ones there are).",
        formula: "effective_units = H² / Σᵢⱼ cos²(yᵢ, yⱼ), units that are 0 throughout left out",
        source: "Pasarkar and Dieng 2023, arXiv:2310.12952; Hill, Ecology 54 (1973)")
    case .curvature:
      CatalogEntry(
        .diagnostics, rawValue, title: "curvature",
        summary: "What layers measures, and hessian_max, the largest eigenvalue of the loss's "
          + "Hessian on those rows, with rate_times_sharpness, the learning rate times it: plain "
          + "gradient descent on a quadratic is stable below 2.",
        formula: "v ← Hv/‖Hv‖,  Hv ≈ (g(θ + hv) − g(θ − hv))/2h,  λ = vᵀHv",
        source: "Cohen, Kaur, Li, Kolter and Talwalkar, ICLR 2021, arXiv:2103.00065")
    }
  }
}
