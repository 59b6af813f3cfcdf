private import PisteCore

/// A word that people look for and that is no member of a family: what it means here.
public struct Topic: Hashable, Sendable, Codable {
  /// The name to ask for.
  public let name: String
  /// The name that people use.
  public let title: String
  /// What it is, in a sentence or two.
  public let summary: String
  /// The rule as formulas, a line each; nil where there is none.
  public let formula: String?
  /// The publication; nil where its settings name theirs.
  public let source: String?
  /// The dotted names of the settings by which it is had.
  public let settings: [String]
}

extension Catalog {
  /// What is asked for by a name of its own though it is had by settings.
  public static let topics: [Topic] = [
    Topic(
      name: "softmax", title: "softmax",
      summary: """
        The outputs as probabilities of the classes. It is part of the cross-entropy loss, which \
        never forms it by itself, so no layer of the network is called so: the last layer's sums \
        are logits, as in PyTorch.
        """,
      formula: "p_k = exp(z_k)/Σ_j exp(z_j),  ∂p_k/∂z_j = p_k·(1[j = k] − p_j)",
      source: "Bridle, Probabilistic Interpretation of Feedforward Classification Networks, 1990",
      settings: ["loss", "label_smoothing"]),
    Topic(
      name: "l2", title: "L2 penalty",
      summary: """
        ½λ‖θ‖² is added to the loss, so λ·θ to the gradient, before anything else. Decoupled weight \
        decay takes η·λ·θ from the parameters instead, which adaptive rules do not rescale: adamw, \
        or optimizer.decoupled_weight_decay.
        """,
      formula: "g ← g + λ·θ      decoupled: θ ← θ − η·λ·θ",
      source: "Krogh and Hertz, NIPS 1991; Loshchilov and Hutter, ICLR 2019, arXiv:1711.05101",
      settings: ["optimizer.weight_decay", "optimizer.decoupled_weight_decay"]),
    Topic(
      name: "regularization", title: "regularization",
      summary: "What keeps a network from learning its training rows by heart, by setting.",
      formula: nil, source: nil,
      settings: [
        "optimizer.weight_decay", "model.dropout", "label_smoothing", "early_stopping.patience",
        "early_stopping.restore_best", "gradient_clip.norm", "gradient_clip.value",
      ]),
  ]
}
