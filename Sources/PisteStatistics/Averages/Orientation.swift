internal import PisteCore

extension Goal {
  /// The values turned so that larger is better; NaN, as of a run that diverged, becomes the worst.
  func scores(_ values: [Double]) -> [Double] {
    values.map { $0.isNaN ? -.infinity : self == .maximize ? $0 : -$0 }
  }
}
