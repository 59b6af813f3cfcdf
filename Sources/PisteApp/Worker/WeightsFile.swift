/// The files of weights that a run leaves in its folder, as `artifacts` asks for them.
package enum WeightsFile: String, CaseIterable {
  /// The weights before the first step.
  case initial = "initial.safetensors"
  /// The weights to evaluate with.
  case final = "final.safetensors"
}
